using Naru.Network.Ipam;
using Naru.Network.Agents;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.Subnets;

/// <summary>What a subnet does beyond being stored.</summary>
public sealed class SubnetRules(NetworkOptions options, PortLifecycle ports, IEnumerable<ISubnetGuard> guards, DhcpScheduling dhcp) : IResourceRules<Subnet>
{
    private const int MinIpv6Mtu = 1280;

    public Result<Subnet> Referring(Transaction state, Caller caller, Subnet draft, Given given) =>
        state.In(NetworkTable.Table).Find(draft.NetworkId) is { } network && NetworkAccess.Sees(state, caller, network)
            ? draft
            : NetworkErrors.NetworkNotFound(draft.NetworkId);

    public Result<Subnet> Creating(Transaction state, Caller caller, Subnet draft, Given given)
    {
        var network = state.In(NetworkTable.Table).Find(draft.NetworkId)!;
        if (draft.IpVersion == 5)
            return NetworkErrors.BadRequest("Invalid input for ip_version. Reason: '5' is not in [4, 6].");
        if (!given.Has("cidr"))
            return NetworkErrors.Invalid("BadRequest", "Bad subnets request: a subnetpool must be specified in the absence of a cidr.");
        if (draft.IpVersion == 6 && network.Mtu < MinIpv6Mtu)
            return Error.Conflict("NetworkMTUSubnetConflict", $"The MTU of network {network.Id} must be at least {MinIpv6Mtu} for an IPv6 subnet.");
        if (!SubnetChecks.Block(state, draft).TryGet(out _, out var error))
            return error;

        var subnet = given.Has("gateway_ip") ? draft : draft with { GatewayIp = SubnetLayout.DefaultGateway(draft.Cidr) };
        if (given.Has("allocation_pools"))
        {
            if (!AllocationPools.Check(subnet.Cidr, subnet.AllocationPools).TryGet(out var pools, out error)
                || !AllocationPools.CheckGateway(subnet.GatewayIp, pools).TryGet(out _, out error))
            {
                return error;
            }
            subnet = subnet with { AllocationPools = pools };
        }
        else
        {
            subnet = subnet with { AllocationPools = SubnetLayout.DefaultPools(subnet.Cidr, subnet.GatewayIp) };
        }
        if (!SubnetChecks.Contents(subnet, options).TryGet(out _, out error)
            || !SubnetChecks.Ipv6Modes(subnet).TryGet(out _, out error)
            || !SubnetChecks.SegmentOf(state, subnet).TryGet(out _, out error)
            || !Guards.All(guards, guard => guard.CheckCreating(state, subnet)).TryGet(out _, out error))
        {
            return error;
        }
        if (subnet.IsAutoAddress)
            ports.AddAutomaticAddresses(state, subnet);
        return subnet;
    }

    public Result<Subnet> Updating(Transaction state, Caller caller, Subnet before, Subnet after, Given given)
    {
        if (given.Has("allocation_pools"))
        {
            if (!AllocationPools.Check(after.Cidr, after.AllocationPools).TryGet(out var pools, out var refused))
                return refused;
            after = after with { AllocationPools = pools };
        }
        if (after.GatewayIp != before.GatewayIp && before.GatewayIp is { } gateway
            && PortTable.ByAddress.Find(state, before.Id, gateway) is { } holder && DeviceOwners.BelongsToRouter(holder.DeviceOwner))
        {
            return Error.Conflict("GatewayIpInUse", $"Current gateway ip {gateway} already in use by port {holder.Id}. Unable to update.");
        }
        if (!AllocationPools.CheckGateway(after.GatewayIp, after.AllocationPools).TryGet(out _, out var error)
            || !SubnetChecks.Contents(after, options).TryGet(out _, out error)
            || (after.EnableDhcp && !before.EnableDhcp && !SubnetChecks.Dhcp(after).TryGet(out _, out error))
            || !SubnetChecks.Ipv6Modes(after).TryGet(out _, out error)
            || !SubnetChecks.SegmentOf(state, after).TryGet(out _, out error))
        {
            return error;
        }
        return after;
    }

    public void Changed(Transaction state, Subnet? before, Subnet? after) => dhcp.Ensure(state, (after ?? before)!.NetworkId);

    public Result<Done> Deleting(Transaction state, Caller caller, Subnet subnet)
    {
        if (!Guards.All(guards, guard => guard.CheckDeleting(state, subnet)).TryGet(out _, out var error))
            return error;
        var users = PortTable.BySubnet.Of(state, subnet.Id);
        foreach (var port in users)
        {
            var leavesByItself = DeviceOwners.DiesWithItsNetwork(port.DeviceOwner)
                || (subnet.IsAutoAddress && !DeviceOwners.IsRouterInterface(port.DeviceOwner));
            if (!leavesByItself)
                return NetworkErrors.SubnetInUse(subnet.Id);
        }
        foreach (var port in users)
            ports.RemoveAddresses(state, port, subnet.Id);
        return Done.Ok;
    }
}
