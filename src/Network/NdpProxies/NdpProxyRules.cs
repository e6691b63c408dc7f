using Naru.Network.AddressScopes;
using Naru.Network.FloatingIps;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.SubnetPools;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.NdpProxies;

/// <summary>What an NDP proxy does beyond being stored, and what it says about its router and its port.</summary>
internal sealed class NdpProxyRules : IResourceRules<NdpProxy>, IPortGuard, IRouterGuard
{
    public Result<NdpProxy> Referring(Transaction state, Caller caller, NdpProxy draft, Given given)
    {
        if (state.In(RouterTable.Table).Find(draft.RouterId) is not { } router || (router.ProjectId != caller.ProjectId && !caller.IsAdmin))
            return RouterErrors.NotFound(draft.RouterId);
        return state.In(PortTable.Table).Find(draft.PortId) is { } port && (port.ProjectId == caller.ProjectId || caller.IsAdmin)
            ? draft
            : FloatingIpErrors.PortNotFound(draft.PortId);
    }

    public Result<NdpProxy> Creating(Transaction state, Caller caller, NdpProxy draft, Given given)
    {
        var router = state.In(RouterTable.Table).Find(draft.RouterId)!;
        var port = state.In(PortTable.Table).Find(draft.PortId)!;
        if (!router.EnableNdpProxy)
            return NdpProxyErrors.NotEnabled(router.Id);
        if (!CheckGateway(state, router).TryGet(out var scope, out var error))
            return error;
        if (draft.Address is { } asked && !port.FixedIps.Items.Any(ip => ip.Address == asked && asked.IsV6))
            return NdpProxyErrors.AddressNotOfPort(asked, port.Id);
        var inside = RouterPorts.Interfaces(state, router.Id).SelectMany(port => port.FixedIps.Items).Select(ip => ip.SubnetId).ToHashSet();
        var target = port.FixedIps.Items.FirstOrDefault(ip =>
            ip.Address.IsV6 && inside.Contains(ip.SubnetId) && (draft.Address is null || ip.Address == draft.Address));
        if (target is null)
            return NdpProxyErrors.Unreachable(router.Id, port.Id);
        if (ScopeOf(state, state.In(SubnetTable.Table).Find(target.SubnetId)) != scope)
            return NdpProxyErrors.OtherScope(target.Address, router.Id);
        return NdpProxyTable.ByPort.Of(state, port.Id).Any(other => other.Address == target.Address)
            ? NdpProxyErrors.AlreadyThere(target.Address)
            : draft with { Address = target.Address };
    }

    public Result<Done> CheckChanging(IStateReader state, Router? before, Router after)
    {
        var isUsed = before is not null && NdpProxyTable.ByRouter.Any(state, after.Id);
        if (isUsed && after.GatewayNetworkId != before!.GatewayNetworkId)
            return NdpProxyErrors.GatewayInUse(after.Id);
        if (isUsed && !after.EnableNdpProxy)
            return NdpProxyErrors.StillUsed(after.Id);
        return after.EnableNdpProxy ? CheckGateway(state, after).Map(_ => default(Done)) : Done.Ok;
    }

    public Result<Done> CheckRemovingInterface(IStateReader state, Router router, Subnet subnet) =>
        NdpProxyTable.ByRouter.Of(state, router.Id).Any(proxy => proxy.Address is { } address && PortTable.ByAddress.Find(state, subnet.Id, address)?.Id == proxy.PortId)
            ? RouterErrors.InterfaceInUse("RouterInterfaceInUseByNDPProxy", router.Id, subnet.Id, "ndp proxies")
            : Done.Ok;

    public Result<Done> CheckDeleting(Transaction state, Router router)
    {
        Remove(state, NdpProxyTable.ByRouter.Of(state, router.Id));
        return Done.Ok;
    }

    public Result<Done> CheckUpdating(Transaction state, Caller caller, Port before, Port after)
    {
        if (after.RequestedIps is { } wanted)
            Remove(state, NdpProxyTable.ByPort.Of(state, before.Id).Where(proxy => proxy.Address is { } address && !before.Keeps(wanted, address)));
        return Done.Ok;
    }

    public Result<Done> CheckDeleting(Transaction state, Caller caller, Port port)
    {
        Remove(state, NdpProxyTable.ByPort.Of(state, port.Id));
        return Done.Ok;
    }

    /// <summary>The gateway is on a network with IPv6 addresses that are unique within a scope: that of the addresses that it may speak for.</summary>
    /// <returns>The scope.</returns>
    private static Result<string> CheckGateway(IStateReader state, Router router)
    {
        if (router.GatewayNetworkId is not { } networkId)
            return NdpProxyErrors.GatewayNotValid(router.Id, "it has no external gateway");
        return SubnetTable.ByNetwork.Of(state, networkId).Select(subnet => ScopeOf(state, subnet)).FirstOrDefault(id => id is not null) is { } scope
            ? scope
            : NdpProxyErrors.GatewayNotValid(router.Id, $"no IPv6 subnet of external network {networkId} belongs to an address scope");
    }

    private static string? ScopeOf(IStateReader state, Subnet? subnet) => subnet is { IpVersion: 6, SubnetPoolId: { } poolId }
        && state.In(SubnetPoolTable.Table).Find(poolId)?.AddressScopeId is { } id && state.In(AddressScopeTable.Table).Contains(id) ? id : null;

    private static void Remove(Transaction state, IEnumerable<NdpProxy> proxies)
    {
        foreach (var proxy in proxies.ToList())
            state.Delete(NdpProxyTable.Table, proxy.Id);
    }
}
