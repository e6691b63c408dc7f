using Naru.Network.Agents;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.SubnetPools;
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
        if (!ChooseBlock(state, caller, draft, given).TryGet(out var chosen, out var error))
            return error;
        draft = chosen;
        if (draft.IpVersion == 6 && network.Mtu < MinIpv6Mtu)
            return Error.Conflict("NetworkMTUSubnetConflict", $"The MTU of network {network.Id} must be at least {MinIpv6Mtu} for an IPv6 subnet.");
        if (!SubnetChecks.Block(state, draft).TryGet(out _, out error)
            || !SubnetPoolAllocation.CheckNetwork(state, draft).TryGet(out _, out error))
        {
            return error;
        }

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

    /// <summary>Settles the block: as given, or from a subnet pool.</summary>
    private static Result<Subnet> ChooseBlock(IStateReader state, Caller caller, Subnet draft, Given given)
    {
        var hasBlock = given.Has("cidr") && draft.Cidr != default;
        if (draft.UsesDefaultPool)
        {
            if (draft.SubnetPoolId is not null)
                return BadRequest("subnetpool_id and use_default_subnetpool cannot both be specified");
            if (SubnetPoolTable.DefaultOf.Find(state, draft.IpVersion) is not { } standard)
                return BadRequest($"No default subnetpool found for IPv{draft.IpVersion}");
            draft = draft with { SubnetPoolId = standard.Id };
        }
        if (hasBlock && draft.RequestedLength is not null)
            return BadRequest("cidr and prefixlen must not be supplied together");
        if (draft.SubnetPoolId is null)
            return hasBlock ? draft : BadRequest("a subnetpool must be specified in the absence of a cidr");
        if (!hasBlock && given.Has("allocation_pools"))
            return BadRequest("allocation_pools allowed only for specific subnet requests");
        return SubnetPoolAllocation.Allocate(state, caller, draft, hasBlock, draft.RequestedLength)
            .Map(block => draft with { Cidr = block, RequestedLength = null, UsesDefaultPool = false });
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
            || !SubnetChecks.SegmentOf(state, after, before).TryGet(out _, out error))
        {
            return error;
        }
        return after;
    }

    // A network shows its subnets, so its revision follows them.
    public void Changed(Transaction state, Subnet? before, Subnet? after)
    {
        var networkId = (after ?? before)!.NetworkId;
        if (state.In(NetworkTable.Table).Find(networkId) is { } network)
            state.Update(NetworkTable.Table, network.Touched(state));
        dhcp.Ensure(state, networkId);
    }

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

    private static Error BadRequest(string reason) => NetworkErrors.Invalid("BadRequest", $"Bad subnets request: {reason}.");
}
