using Naru.Network.Networks;
using Naru.Network.Quotas;
using Naru.Network.Rbac;
using Naru.Network.Routers;
using Naru.Network.SubnetPools;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.AutoAllocation;

/// <summary>Makes a project's first network with subnets and a router to the outside, by the rules of each, and takes them away again.</summary>
public sealed class TopologyAllocation(
    NetworkRules networks, SubnetRules subnets, RouterRules routers, RouterInterfaces interfaces, NetworkQuotas quotas)
{
    /// <summary>Whether a topology could be made for the project.</summary>
    public static Result<Done> Check(IStateReader state, string projectId) => FindParts(state, projectId).Map(_ => default(Done));

    /// <summary>The project's topology, made when there is none or its network is gone.</summary>
    public Result<AllocatedTopology> Ensure(Transaction state, Caller caller, string projectId)
    {
        if (Find(state, projectId) is { } existing)
            return existing;
        if (!FindParts(state, projectId).TryGet(out var parts, out var error)
            || !Make(state, caller, projectId, parts).TryGet(out var made, out error))
        {
            return error;
        }
        if (state.In(AllocatedTopologyTable.Table).Contains(projectId))
            state.Update(AllocatedTopologyTable.Table, made);
        else
            state.Insert(AllocatedTopologyTable.Table, made);
        return made;
    }

    /// <summary>Removes the project's topology, unless something uses it; nothing happens when there is none.</summary>
    public Result<Done> Remove(Transaction state, Caller caller, string projectId)
    {
        if (state.In(AllocatedTopologyTable.Table).Find(projectId) is not { } topology)
            return Done.Ok;
        foreach (var port in RouterPorts.Interfaces(state, topology.RouterId).Where(port => port.NetworkId == topology.NetworkId).ToList())
        {
            var router = state.In(RouterTable.Table).Find(topology.RouterId)!; // it has a port, so it exists
            if (!interfaces.Remove(state, caller, router, subnetId: null, port.Id).TryGet(out _, out var refused))
                return refused;
        }
        if (!Delete(state, caller, routers, RouterResource.Definition, topology.RouterId).TryGet(out _, out var error)
            || !Delete(state, caller, networks, NetworkResource.Definition, topology.NetworkId).TryGet(out _, out error))
        {
            return error;
        }
        state.Delete(AllocatedTopologyTable.Table, projectId);
        return Done.Ok;
    }

    // A topology whose network its owner has removed is none any more.
    private static AllocatedTopology? Find(IStateReader state, string projectId) =>
        state.In(AllocatedTopologyTable.Table).Find(projectId) is { } topology && state.In(NetworkTable.Table).Contains(topology.NetworkId)
            ? topology
            : null;

    private static Result<TopologyParts> FindParts(IStateReader state, string projectId)
    {
        if (state.In(NetworkTable.Table).All.FirstOrDefault(network => network is { IsDefault: true, IsExternal: true }) is not { } external)
            return Failure("No default router:external network");
        var pools = ((int[])[4, 6])
            .Select(version => SubnetPoolTable.DefaultOf.Find(state, version))
            .OfType<SubnetPool>()
            .Where(pool => pool.Shared || pool.ProjectId == projectId || Sharing.IsOpenTo(state, pool.Id, projectId))
            .ToEquatableList();
        return pools.IsEmpty ? Failure("No default subnetpools defined") : new TopologyParts(external, pools);
    }

    private Result<AllocatedTopology> Make(Transaction state, Caller caller, string projectId, TopologyParts parts)
    {
        var draft = New(state, new VirtualNetwork { Name = "auto_allocated_network", ProjectId = projectId });
        if (!Create(state, caller, networks, NetworkResource.Definition, draft, Given.Nothing).TryGet(out var network, out var error)
            || !MakeRouter(state, caller, projectId, parts.External).TryGet(out var router, out error))
        {
            return error;
        }
        foreach (var pool in parts.Pools)
        {
            var block = New(state, new Subnet
            {
                Name = $"auto_allocated_subnet_v{pool.IpVersion}",
                ProjectId = projectId,
                NetworkId = network.Id,
                IpVersion = pool.IpVersion,
                SubnetPoolId = pool.Id,
            });
            if (!Create(state, caller, subnets, SubnetResource.Definition, block, Given.Nothing).TryGet(out var subnet, out error)
                || !interfaces.Add(state, caller, state.In(RouterTable.Table).Find(router.Id)!, subnet.Id, portId: null).TryGet(out _, out error))
            {
                return error;
            }
        }
        return new AllocatedTopology(projectId, network.Id, router.Id);
    }

    private Result<Router> MakeRouter(Transaction state, Caller caller, string projectId, VirtualNetwork external)
    {
        var draft = New(state, new Router
        {
            Name = "auto_allocated_router",
            ProjectId = projectId,
            RequestedGateway = new GatewayInfo(external.Id),
        });
        return Create(state, caller, routers, RouterResource.Definition, draft, new Given(["external_gateway_info"]));
    }

    private static T New<T>(Transaction state, T draft) where T : StandardResource => (T)(draft with
    {
        Id = Guid.NewGuid().ToString(),
        CreatedAt = state.Time,
        UpdatedAt = state.Time,
        RevisionNumber = 1,
    });

    private Result<T> Create<T>(Transaction state, Caller caller, IResourceRules<T> rules, ResourceDefinition<T> definition, T draft, Given given)
        where T : StandardResource
    {
        if (!rules.Creating(state, caller, draft, given).TryGet(out var made, out var error))
            return error;
        state.Insert(definition.Table, made);
        if (definition.Quota is { } quota && !quotas.Check(state, made.ProjectId, quota).TryGet(out _, out error))
            return error;
        rules.Changed(state, null, made);
        return made;
    }

    private static Result<Done> Delete<T>(Transaction state, Caller caller, IResourceRules<T> rules, ResourceDefinition<T> definition, string id)
        where T : StandardResource
    {
        if (state.In(definition.Table).Find(id) is not { } resource)
            return Done.Ok;
        if (!rules.Deleting(state, caller, resource).TryGet(out _, out var error))
            return error;
        state.Delete(definition.Table, id);
        rules.Changed(state, resource, null);
        return Done.Ok;
    }

    private static Error Failure(string reason) => Error.Conflict("AutoAllocationFailure", $"Deployment error: {reason}.");
}
