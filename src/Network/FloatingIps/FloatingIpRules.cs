using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Qos.Policies;
using Naru.Network.Routers.Distributed;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.FloatingIps;

/// <summary>What a floating IP does beyond being stored: it holds an address outside and leads to one inside.</summary>
public sealed class FloatingIpRules(PortLifecycle ports, DistributedPorts distributed, IEnumerable<IFloatingIpGuard> guards) : IResourceRules<FloatingIp>
{
    public Result<FloatingIp> Referring(Transaction state, Caller caller, FloatingIp draft, Given given) =>
        state.In(NetworkTable.Table).Find(draft.FloatingNetworkId) is { } network && NetworkAccess.Sees(state, caller, network)
            ? draft
            : NetworkErrors.NetworkNotFound(draft.FloatingNetworkId);

    public Result<FloatingIp> Creating(Transaction state, Caller caller, FloatingIp draft, Given given)
    {
        var network = state.In(NetworkTable.Table).Find(draft.FloatingNetworkId)!;
        if (!NetworkAccess.IsExternalFor(state, draft.ProjectId, network))
            return FloatingIpErrors.BadRequest($"Network {network.Id} is not a valid external network");
        if (!SubnetTable.ByNetwork.Of(state, network.Id).Any(subnet => subnet.IpVersion == 4))
            return FloatingIpErrors.BadRequest($"Network {network.Id} does not contain any IPv4 subnet");
        if (draft is { FixedAddress: not null, PortId: null })
            return FixedAddressAlone;
        if (!QosPolicyAccess.CheckChange(state, caller, null, draft.QosPolicyId).TryGet(out _, out var error)
            || !TakeAddress(state, draft).TryGet(out var held, out error))
        {
            return error;
        }
        return held.PortId is { } portId ? Associate(state, caller, held, portId, held.FixedAddress) : held;
    }

    public Result<FloatingIp> Updating(Transaction state, Caller caller, FloatingIp before, FloatingIp after, Given given)
    {
        if (given.Has("fixed_ip_address") && after.FixedAddress is not null && (!given.Has("port_id") || after.PortId is null))
            return FixedAddressAlone;
        if (!QosPolicyAccess.CheckChange(state, caller, before.QosPolicyId, after.QosPolicyId).TryGet(out _, out var error))
            return error;
        if (before.PortId is null && after.PortId is null)
            return after with { FixedAddress = null };
        // An update that says nothing takes the floating IP off its port, as it does in Neutron.
        if (given.Names.Count == 0)
            return FloatingIpAssociation.Disassociate(after);
        if (!given.Has("port_id"))
            return after with { FixedAddress = before.FixedAddress };
        if (after.PortId is not { } portId)
            return FloatingIpAssociation.Disassociate(after);
        var wanted = given.Has("fixed_ip_address") ? after.FixedAddress : null;
        if (!Associate(state, caller, after, portId, wanted).TryGet(out var associated, out error))
            return error;
        var isSame = (associated.PortId, associated.FixedAddress, associated.RouterId) == (before.PortId, before.FixedAddress, before.RouterId);
        return isSame ? associated : associated with { Status = L3Status.Down, StatusReason = "" };
    }

    public Result<Done> Deleting(Transaction state, Caller caller, FloatingIp floating)
    {
        if (!Guards.All(guards, guard => guard.CheckDeleting(state, floating)).TryGet(out _, out var error))
            return error;
        Release(state, floating);
        return Done.Ok;
    }

    public void Changed(Transaction state, FloatingIp? before, FloatingIp? after)
    {
        if (before?.RouterId != after?.RouterId || before?.PortId != after?.PortId)
            distributed.SettleGateways(state, (after ?? before)!.FloatingNetworkId);
    }

    /// <summary>Gives the address back.</summary>
    internal void Release(Transaction state, FloatingIp floating)
    {
        if (state.In(PortTable.Table).Find(floating.FloatingPortId) is { } port)
            ports.Delete(state, port);
    }

    private static Error FixedAddressAlone => FloatingIpErrors.BadRequest("fixed_ip_address cannot be specified without a port_id");

    private Result<FloatingIp> Associate(Transaction state, Caller caller, FloatingIp floating, string portId, IpAddress? wanted) =>
        FloatingIpAssociation.Associate(state, caller, floating, portId, wanted).Then(associated =>
            Guards.All(guards, guard => guard.CheckAssociating(state, floating, portId, associated.FixedAddress!.Value)).Map(_ => associated));

    /// <summary>Makes the port that holds the address on the external network.</summary>
    private Result<FloatingIp> TakeAddress(Transaction state, FloatingIp draft)
    {
        var isAsked = draft.FloatingAddress != default || draft.RequestedSubnetId is not null;
        var request = new FixedIpRequest(draft.RequestedSubnetId, draft.FloatingAddress == default ? null : draft.FloatingAddress);
        var made = ports.Create(state, new Port
        {
            NetworkId = draft.FloatingNetworkId,
            DeviceId = draft.Id,
            DeviceOwner = DeviceOwners.FloatingIp,
            Status = PortStatus.NotApplicable,
            RequestedIps = isAsked ? [request] : null,
        });
        if (!made.TryGet(out var port, out var error))
            return error;
        return port.FixedIps.Items.FirstOrDefault(ip => ip.Address.IsV4) is { } address
            ? draft with { FloatingPortId = port.Id, FloatingAddress = address.Address, RequestedSubnetId = null }
            : FloatingIpErrors.AddressesExhausted(draft.FloatingNetworkId);
    }
}
