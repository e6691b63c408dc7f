using Naru.Network.FloatingIps;
using Naru.Network.Ports;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.PortForwardings;

/// <summary>What a port forwarding does beyond being stored: its floating IP is served by the router to the port inside.</summary>
public sealed class PortForwardingRules : IResourceRules<PortForwarding>
{
    public Result<PortForwarding> Referring(Transaction state, Caller caller, PortForwarding draft, Given given) =>
        state.In(FloatingIpTable.Table).Find(draft.FloatingIpId) is { } floating && (floating.ProjectId == caller.ProjectId || caller.IsAdmin)
            ? draft with { ProjectId = floating.ProjectId }
            : PortForwardingErrors.FloatingIpNotFound(draft.FloatingIpId);

    public Result<PortForwarding> Creating(Transaction state, Caller caller, PortForwarding draft, Given given) => Settle(state, caller, draft, given);

    public Result<PortForwarding> Updating(Transaction state, Caller caller, PortForwarding before, PortForwarding after, Given given) =>
        Settle(state, caller, after, given);

    public void Changed(Transaction state, PortForwarding? before, PortForwarding? after) => FollowFloatingIp(state, (after ?? before)!.FloatingIpId);

    /// <summary>A floating IP is the router's as long as it has port forwardings.</summary>
    internal static void FollowFloatingIp(Transaction state, string floatingIpId)
    {
        if (state.In(FloatingIpTable.Table).Find(floatingIpId) is not { PortId: null } floating)
            return;
        var routerId = PortForwardingTable.ByFloatingIp.Of(state, floatingIpId).FirstOrDefault()?.RouterId;
        if (routerId != floating.RouterId)
        {
            var followed = floating with { RouterId = routerId, Status = L3Status.Down, StatusReason = "" };
            state.Update(FloatingIpTable.Table, followed.Touched(state));
        }
    }

    private static Result<PortForwarding> Settle(Transaction state, Caller caller, PortForwarding draft, Given given)
    {
        var floating = state.In(FloatingIpTable.Table).Find(draft.FloatingIpId)!;
        if (!CheckRanges(draft, given).TryGet(out _, out var error))
            return error;
        if (floating.PortId is not null)
            return PortForwardingErrors.FloatingIpLeadsElsewhere(floating, draft);
        if (state.In(PortTable.Table).Find(draft.InternalPortId) is not { } port || (port.ProjectId != draft.ProjectId && !caller.IsAdmin))
            return FloatingIpErrors.PortNotFound(draft.InternalPortId);
        if (draft.InternalAddress.IsV6)
            return PortForwardingErrors.BadRequest($"internal_ip_address {draft.InternalAddress} is not an IPv4 address");
        if (port.FixedIps.Items.FirstOrDefault(ip => ip.Address == draft.InternalAddress) is not { } target)
        {
            return PortForwardingErrors.BadRequest(
                $"Requested internal IP address {draft.InternalAddress} does not correspond to internal neutron port {port.Id}");
        }
        if (FloatingIpAssociation.FindRouter(state, floating.FloatingNetworkId, target.SubnetId) is not { } routerId)
            return FloatingIpErrors.NotReachable(floating.FloatingNetworkId, target.SubnetId, port);
        var others = PortForwardingTable.ByFloatingIp.Of(state, floating.Id).Where(other => other.Id != draft.Id).ToList();
        if (others.Exists(other => other.RouterId != routerId))
        {
            return PortForwardingErrors.BadRequest(
                $"Floating IP {floating.Id} is served by router {floating.RouterId}, and port {port.Id} is reached through router {routerId}");
        }
        if (FloatingIpTable.ByPort.Of(state, port.Id).FirstOrDefault(other => other.FixedAddress == draft.InternalAddress) is { } bound)
            return PortForwardingErrors.PortHasFloatingIp(bound, draft);
        return CheckUnique(state, draft, others).Map(_ => draft with { RouterId = routerId });
    }

    /// <summary>As many ports inside as outside, or one inside for all of them.</summary>
    private static Result<Done> CheckRanges(PortForwarding draft, Given given)
    {
        foreach (var side in (ReadOnlySpan<string>)["external_port", "internal_port"])
        {
            if (given.Has(side) && given.Has($"{side}_range"))
                return PortForwardingErrors.BadRequest($"{side} and {side}_range cannot both be specified");
        }
        if (draft.External == default)
            return PortForwardingErrors.BadRequest("either external_port or external_port_range must be specified");
        if (draft.Internal == default)
            return PortForwardingErrors.BadRequest("either internal_port or internal_port_range must be specified");
        var (outside, inside) = (draft.External.Last - draft.External.First, draft.Internal.Last - draft.Internal.First);
        return inside == 0 || inside == outside
            ? Done.Ok
            : PortForwardingErrors.BadRequest(
                $"internal range {draft.Internal} has {inside + 1} ports and external range {draft.External} has {outside + 1}: "
                + "expected as many, or a single internal port");
    }

    private static Result<Done> CheckUnique(IStateReader state, PortForwarding draft, IEnumerable<PortForwarding> ofFloatingIp)
    {
        if (ofFloatingIp.FirstOrDefault(other => other.Protocol == draft.Protocol && other.External.Overlaps(draft.External)) is { } outside)
            return PortForwardingErrors.Duplicate($"{{'floatingip_id': '{draft.FloatingIpId}', 'external_port': '{outside.External}', 'protocol': '{draft.Protocol}'}}");
        var inside = PortForwardingTable.ByPort.Of(state, draft.InternalPortId).FirstOrDefault(other =>
            other.Id != draft.Id && other.InternalAddress == draft.InternalAddress && other.Protocol == draft.Protocol && other.Internal.Overlaps(draft.Internal));
        return inside is null
            ? Done.Ok
            : PortForwardingErrors.Duplicate(
                $"{{'internal_port_id': '{draft.InternalPortId}', 'internal_ip_address': '{draft.InternalAddress}', 'internal_port': '{inside.Internal}', "
                + $"'protocol': '{draft.Protocol}'}}");
    }
}
