using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Qos.Policies;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Routers;

/// <summary>Connects a router to an external network and takes it off again.</summary>
public sealed class RouterGateway(PortLifecycle ports, RouterScheduling scheduling)
{
    /// <summary>What the API shows of a gateway; null: there is none.</summary>
    public static GatewayInfo? Show(IStateReader state, Router router) => router.GatewayNetworkId is null
        ? null
        : new GatewayInfo(
            router.GatewayNetworkId, router.EnableSnat,
            router.GatewayPortId is { } id && state.In(PortTable.Table).Find(id) is { } port ? PortKinds.ShowFixedIps(port) : default)
        {
            QosPolicyId = router.GatewayQosPolicyId,
        };

    /// <summary>Brings the gateway to what is asked for.</summary>
    /// <param name="wanted">Null, or without a network: no gateway.</param>
    /// <returns>The router to store.</returns>
    public Result<Router> Set(Transaction state, Caller caller, Router router, GatewayInfo? wanted)
    {
        if (wanted?.NetworkId is not { } networkId)
            return Clear(state, router).Then(cleared => CheckRoutes(state, cleared));
        if (state.In(NetworkTable.Table).Find(networkId) is not { } network || !NetworkAccess.Sees(state, caller, network))
            return NetworkErrors.NetworkNotFound(networkId);
        if (!NetworkAccess.IsExternalFor(state, router.ProjectId, network))
            return RouterErrors.BadRequest($"Network {networkId} is not an external network");
        var subnets = SubnetTable.ByNetwork.Of(state, networkId);
        if (wanted.FixedIps.Items.FirstOrDefault(ip => ip.Address is not null && subnets.Any(subnet => subnet.GatewayIp == ip.Address)) is { } taken)
            return RouterErrors.BadRequest($"External IP {taken.Address} is the same as the gateway IP");
        var policyId = wanted.NamesQosPolicy ? wanted.QosPolicyId : router.GatewayQosPolicyId;
        if (!QosPolicyAccess.CheckChange(state, caller, router.GatewayQosPolicyId, policyId).TryGet(out _, out var error))
            return error;
        var after = router with { EnableSnat = wanted.EnableSnat ?? true, GatewayQosPolicyId = policyId };
        return (router.GatewayNetworkId == networkId ? ChangeAddresses(state, after, wanted) : Connect(state, after, network, wanted))
            .Then(connected => CheckRoutes(state, connected));
    }

    /// <summary>Removes the gateway, unless floating IPs need it.</summary>
    public Result<Router> Clear(Transaction state, Router router)
    {
        if (router.GatewayNetworkId is null)
            return router with { EnableSnat = true };
        if (FloatingIpTable.ByRouter.Any(state, router.Id))
            return RouterErrors.GatewayInUse(router);
        if (router.GatewayPortId is { } id && state.In(PortTable.Table).Find(id) is { } port)
            ports.Delete(state, port);
        return router with { GatewayNetworkId = null, GatewayPortId = null, GatewayQosPolicyId = null, EnableSnat = true };
    }

    private Result<Router> Connect(Transaction state, Router router, VirtualNetwork network, GatewayInfo wanted)
    {
        var (enableSnat, policyId) = (router.EnableSnat, router.GatewayQosPolicyId);
        var subnets = SubnetTable.ByNetwork.Of(state, network.Id);
        if (!Clear(state, router).TryGet(out var cleared, out var error)
            || !RouterPorts.CheckConnecting(state, router.Id, subnets).TryGet(out _, out error))
        {
            return error;
        }
        var placed = scheduling.Ensure(state, cleared with { GatewayNetworkId = network.Id, EnableSnat = enableSnat, GatewayQosPolicyId = policyId });
        // The port belongs to nobody: owners see the gateway through the router.
        return ports.Create(state, new Port
        {
            NetworkId = network.Id,
            DeviceId = router.Id,
            DeviceOwner = DeviceOwners.RouterGateway,
            RequestedIps = wanted.FixedIps.IsEmpty ? null : wanted.FixedIps,
            Binding = new PortBinding { Host = placed.Host },
        }).Map(port => placed with { GatewayPortId = port.Id });
    }

    private Result<Router> ChangeAddresses(Transaction state, Router router, GatewayInfo wanted)
    {
        if (wanted.FixedIps.IsEmpty || state.In(PortTable.Table).Find(router.GatewayPortId!) is not { } port)
            return router;
        return ports.Change(state, port, port with { RequestedIps = wanted.FixedIps }).Map(_ => router);
    }

    // Another gateway must not leave a route without its next hop.
    private static Result<Router> CheckRoutes(IStateReader state, Router router) =>
        RouterRoutes.Check(state, router, router.Routes).Map(_ => router);
}
