using Naru.Network.Ml2.TypeDrivers;
using Naru.Network.Ports;
using Naru.Network.Qos;
using Naru.Network.Qos.Policies;
using Naru.Network.Rbac;
using Naru.Network.SecurityGroups;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.Networks;

/// <summary>What a network does beyond being stored: its segments are allocated, its MTU follows from them, it dies with what is on it.</summary>
public sealed class NetworkRules(TypeDriverSet types, PortLifecycle ports, IEnumerable<INetworkGuard> guards) : IResourceRules<VirtualNetwork>
{
    private const int MinIpv6Mtu = 1280;

    public Result<VirtualNetwork> Creating(Transaction state, Caller caller, VirtualNetwork draft, Given given)
    {
        if (given.Has("segments") && given.HasAny("provider:network_type", "provider:physical_network", "provider:segmentation_id"))
            return NetworkErrors.Invalid("SegmentsSetInConjunctionWithProviders", "Segments and provider values cannot both be set.");
        draft = draft with { QosPolicyId = draft.QosPolicyId ?? DefaultPolicy.IdOf(state, draft.ProjectId) };
        if (!CheckDefault(state, draft).TryGet(out _, out var error)
            || given.Has(QosFields.PolicyId) && !QosPolicyAccess.CheckChange(state, caller, null, draft.QosPolicyId).TryGet(out _, out error)
            || !Guards.All(guards, guard => guard.CheckZones(state, draft.AvailabilityZoneHints)).TryGet(out _, out error)
            || !AllocateSegments(state, draft).TryGet(out var mtu, out error)
            || !MtuWithin(draft, mtu).TryGet(out var settled, out error))
        {
            return error;
        }
        DefaultSecurityGroup.Ensure(state, draft.ProjectId);
        Open(state, settled, wasExternal: false);
        return settled with { RequestedSegments = [] };
    }

    public Result<VirtualNetwork> Updating(Transaction state, Caller caller, VirtualNetwork before, VirtualNetwork after, Given given)
    {
        if (given.HasAny("provider:network_type", "provider:physical_network", "provider:segmentation_id"))
        {
            return NetworkErrors.InvalidInput(
                "Plugin does not support updating the following provider network attributes: provider:network_type, provider:physical_network, provider:segmentation_id");
        }
        if (before.Shared && !after.Shared && !CheckUnsharing(state, before).TryGet(out _, out var error)
            || before.IsExternal && !after.IsExternal && !Guards.All(guards, guard => guard.CheckMadeInternal(state, before)).TryGet(out _, out error)
            || after.IsDefault && !before.IsDefault && !CheckDefault(state, after).TryGet(out _, out error))
        {
            return error;
        }
        if (!QosPolicyAccess.CheckChange(state, caller, before.QosPolicyId, after.QosPolicyId).TryGet(out _, out error))
            return error;
        Open(state, after, before.IsExternal);
        if (after.Mtu == before.Mtu)
            return after;
        if (after.Mtu is > 0 and < MinIpv6Mtu && SubnetTable.ByNetwork.Of(state, after.Id).Any(subnet => subnet.IpVersion == 6))
            return Error.Conflict("NetworkMTUSubnetConflict", $"The MTU of network {after.Id} must be at least {MinIpv6Mtu} because it has an IPv6 subnet.");
        return MtuWithin(after, SegmentTable.Of(state, after.Id).Min(segment => types.MtuOf(segment.NetworkType, segment.PhysicalNetwork)));
    }

    public Result<Done> Deleting(Transaction state, Caller caller, VirtualNetwork network)
    {
        if (!Guards.All(guards, guard => guard.CheckDeleting(state, network)).TryGet(out _, out var error))
            return error;
        var inUse = new List<string>();
        foreach (var port in PortTable.ByNetwork.Of(state, network.Id))
        {
            if (!DeviceOwners.DiesWithItsNetwork(port.DeviceOwner))
                inUse.Add(port.Id);
        }
        if (inUse.Count > 0)
        {
            return NetworkErrors.NetworkInUse(
                network.Id, $"There are one or more ports still in use on the network, id for these ports is: {string.Join(',', inUse)}");
        }
        foreach (var port in PortTable.ByNetwork.Of(state, network.Id))
            ports.Delete(state, port);
        foreach (var subnet in SubnetTable.ByNetwork.Of(state, network.Id))
            state.Delete(SubnetTable.Table, subnet.Id);
        foreach (var segment in SegmentTable.ByNetwork.Of(state, network.Id))
            state.Delete(SegmentTable.Table, segment.Id);
        Sharing.Forget(state, network.Id);
        return Done.Ok;
    }

    // The attributes are the short way to say what policies for everybody say.
    private static void Open(Transaction state, VirtualNetwork network, bool wasExternal)
    {
        Sharing.Set(state, "network", network.Id, network.ProjectId, RbacPolicy.AccessAsShared, network.Shared);
        if (network.IsExternal != wasExternal)
            Sharing.Set(state, "network", network.Id, network.ProjectId, RbacPolicy.AccessAsExternal, network.IsExternal);
        if (wasExternal && !network.IsExternal)
            Sharing.Forget(state, network.Id, RbacPolicy.AccessAsExternal);
    }

    /// <summary>Reserves and inserts the segments; answers the MTU that all of them carry.</summary>
    private Result<int> AllocateSegments(Transaction state, VirtualNetwork network)
    {
        var requests = network.RequestedSegments;
        if (requests.Items.Distinct().Count() < requests.Count)
            return NetworkErrors.Invalid("SegmentsContainDuplicateEntry", "Duplicate segment entry in request.");
        var mtu = int.MaxValue;
        for (var position = 0; position < Math.Max(1, requests.Count); position++)
        {
            var found = requests.IsEmpty || requests[position] == new SegmentRequest()
                ? types.Allocate(state, network.ProjectId)
                : types.Reserve(state, network.ProjectId, requests[position]);
            if (!found.TryGet(out var segment, out var error))
                return error;
            state.Insert(SegmentTable.Table, new Segment
            {
                Id = Guid.NewGuid().ToString(),
                NetworkId = network.Id,
                NetworkType = segment.NetworkType!,
                PhysicalNetwork = segment.PhysicalNetwork,
                SegmentationId = segment.SegmentationId,
                Position = position,
                CreatedAt = state.Time,
                UpdatedAt = state.Time,
                RevisionNumber = 1,
            });
            mtu = Math.Min(mtu, types.MtuOf(segment.NetworkType!, segment.PhysicalNetwork));
        }
        return mtu;
    }

    private static Result<VirtualNetwork> MtuWithin(VirtualNetwork network, int limit)
    {
        if (network.Mtu > limit)
            return NetworkErrors.InvalidInput($"Requested MTU is too big, maximum is {limit}");
        if (network.Mtu is > 0 and < NetworkResource.MinMtu)
            return NetworkErrors.InvalidInput($"Requested MTU is too small, minimum is {NetworkResource.MinMtu}");
        return network.Mtu == 0 ? network with { Mtu = limit } : network;
    }

    private static Result<Done> CheckDefault(IStateReader state, VirtualNetwork network)
    {
        if (!network.IsDefault)
            return Done.Ok;
        if (!network.IsExternal)
            return NetworkErrors.InvalidInput("A default network must be external: set router:external to true too");
        return state.In(NetworkTable.Table).All.FirstOrDefault(other => other.IsDefault && other.Id != network.Id) is { } other
            ? NetworkErrors.Invalid("DefaultExternalNetworkExists", $"A default external network already exists: {other.Id}.")
            : Done.Ok;
    }

    private static Result<Done> CheckUnsharing(IStateReader state, VirtualNetwork network) =>
        new SharedNetworks().UsersOf(state, network.Id, RbacPolicy.AccessAsShared)
            .Any(project => project != network.ProjectId
                && RbacTable.ByGrant.Find(state, new RbacGrant(network.Id, RbacPolicy.AccessAsShared, project)) is null)
            ? Error.Conflict("InvalidSharedSetting",
                $"Unable to reconfigure sharing settings for network {network.Name}. Multiple projects are using it.")
            : Done.Ok;
}
