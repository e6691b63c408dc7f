using System.Text.Json;
using Naru.Compute.Validation;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.SecurityGroups;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Compute.Servers;

/// <summary>Reads which networks, ports, addresses and security groups a request wants.</summary>
internal static class NetworkChoice
{
    /// <param name="networks">The value of <c>networks</c>; undefined: not given.</param>
    public static Result<IReadOnlyList<PortWish>> Of(IStateReader state, Caller caller, JsonElement networks, EquatableList<string> groups)
    {
        if (networks.ValueKind is JsonValueKind.String && networks.GetString() == "none")
            return Array.Empty<PortWish>();
        if (networks.ValueKind is not JsonValueKind.Array || networks.GetArrayLength() == 0)
            return OnlyNetwork(state, caller, groups);
        var wishes = new List<PortWish>();
        foreach (var network in networks.EnumerateArray())
        {
            if (!One(state, caller, network, groups).TryGet(out var wish, out var error))
                return error;
            if (wish.PortId is not null && wishes.Any(other => other.PortId == wish.PortId))
                return NovaErrors.BadRequest($"Port {wish.PortId} is named twice.");
            wishes.Add(wish);
        }
        return wishes;
    }

    /// <summary>The ids of security groups that the project names by id or by name.</summary>
    public static Result<EquatableList<string>> Groups(IStateReader state, string projectId, IEnumerable<string> names)
    {
        var ids = new List<string>();
        foreach (var name in names.Distinct())
        {
            if (!Group(state, projectId, name).TryGet(out var group, out var error))
                return error;
            ids.Add(group.Id);
        }
        return ids.ToEquatableList();
    }

    public static Result<SecurityGroup> Group(IStateReader state, string projectId, string name)
    {
        if (name == "default")
            return DefaultOf(state, projectId);
        var groups = SecurityGroupTable.ByProject.Of(state, projectId).Where(group => group.Id == name || group.Name == name).ToList();
        return groups switch
        {
            [] => NovaErrors.NotFound($"Security group {name} not found."),
            [var only] => only,
            _ => NovaErrors.Conflict($"Multiple security groups found matching '{name}'. Use an ID to be more specific."),
        };
    }

    public static bool MayAttach(IStateReader state, Caller caller, VirtualNetwork network) =>
        caller.IsAdmin || (network.ProjectId == caller.ProjectId && !network.IsExternal) || NetworkAccess.IsSharedWith(state, caller.ProjectId, network);

    // A project's default group is made when it is first needed, which may be by this very instance.
    private static Result<SecurityGroup> DefaultOf(IStateReader state, string projectId) =>
        SecurityGroupTable.DefaultOf.Find(state, projectId) is { } group ? group
        : state is Transaction write ? DefaultSecurityGroup.Ensure(write, projectId)
        : NovaErrors.NotFound("Security group default not found.");

    // The networks that an instance can be attached to without asking: those of the project, then those that are shared with everybody.
    private static Result<IReadOnlyList<PortWish>> OnlyNetwork(IStateReader state, Caller caller, EquatableList<string> groups)
    {
        var own = NetworkTable.ByProject.Of(state, caller.ProjectId).Where(network => !network.IsExternal).ToList();
        if (own.Count == 0)
            own = [.. state.In(NetworkTable.Table).All.Where(network => !network.IsExternal && NetworkAccess.IsSharedWith(state, caller.ProjectId, network))];
        var usable = own.Where(network => SubnetTable.ByNetwork.Any(state, network.Id)).ToList();
        return own switch
        {
            [] => Array.Empty<PortWish>(),
            [var only] => usable.Count == 0 ? NovaErrors.BadRequest($"Network {only.Id} requires a subnet in order to boot instances on.") : new PortWish[] { new(only.Id, null, null, null) { SecurityGroupIds = groups } },
            _ => NovaErrors.Conflict("Multiple possible networks found, use a Network ID to be more specific."),
        };
    }

    private static Result<PortWish> One(IStateReader state, Caller caller, JsonElement wish, EquatableList<string> groups)
    {
        var (networkId, portId, tag) = (wish.TextOf("uuid"), wish.TextOf("port"), wish.TextOf("tag"));
        var address = wish.TextOf("fixed_ip") is { } text ? IpAddress.Parse(text) : (IpAddress?)null;
        if (portId is not null)
        {
            if (address is not null)
                return NovaErrors.BadRequest($"Specified Fixed IP '{address}' cannot be used with port '{portId}': the two cannot be specified together.");
            return Port(state, caller, portId).Map(port => new PortWish(port.NetworkId, port.Id, null, tag));
        }
        if (networkId is null)
            return NovaErrors.BadRequest("A network needs a 'uuid' or a 'port'.");
        return Network(state, caller, networkId).Then(network => CheckAddress(state, network, address)).Map(network => new PortWish(network.Id, null, address, tag) { SecurityGroupIds = groups });
    }

    public static Result<Port> Port(IStateReader state, Caller caller, string id)
    {
        if (state.In(PortTable.Table).Find(id) is not { } port || (port.ProjectId != caller.ProjectId && !caller.IsAdmin))
            return NovaErrors.BadRequest($"Port id {id} could not be found.");
        if (port.DeviceId.Length > 0)
            return NovaErrors.Conflict($"Port {id} is still in use.");
        return port.FixedIps.IsEmpty && port.IpAllocation != "deferred" && port.IpAllocation != "none"
            ? NovaErrors.BadRequest($"Port {id} requires a FixedIP in order to be used.")
            : port;
    }

    public static Result<VirtualNetwork> Network(IStateReader state, Caller caller, string id)
    {
        if (state.In(NetworkTable.Table).Find(id) is not { } network || !NetworkAccess.Sees(state, caller, network))
            return NovaErrors.BadRequest($"Network {id} could not be found.");
        if (!MayAttach(state, caller, network))
            return NovaErrors.Forbidden($"It is not allowed to create an interface on external network {id}");
        return SubnetTable.ByNetwork.Any(state, id) ? network : NovaErrors.BadRequest($"Network {id} requires a subnet in order to boot instances on.");
    }

    private static Result<VirtualNetwork> CheckAddress(IStateReader state, VirtualNetwork network, IpAddress? address)
    {
        if (address is not { } wanted)
            return network;
        var subnet = SubnetTable.ByNetwork.Of(state, network.Id).FirstOrDefault(candidate => candidate.Cidr.Contains(wanted));
        if (subnet is null)
            return NovaErrors.BadRequest($"Fixed IP address {wanted} is of no subnet of network {network.Id}.");
        return PortTable.ByAddress.Contains(state, subnet.Id, wanted) ? NovaErrors.BadRequest($"Fixed IP address {wanted} is already in use on instance.") : network;
    }
}
