using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Qos.Policies;
using Naru.Network.Routers.Gateways;
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
        if (!CheckNetwork(state, caller, router, networkId, wanted).TryGet(out var network, out var error))
            return error;
        var policyId = wanted.NamesQosPolicy ? wanted.QosPolicyId : router.GatewayQosPolicyId;
        if (!QosPolicyAccess.CheckChange(state, caller, router.GatewayQosPolicyId, policyId).TryGet(out _, out error))
            return error;
        var after = router with { EnableSnat = wanted.EnableSnat ?? true, GatewayQosPolicyId = policyId };
        return (router.GatewayNetworkId == networkId ? ChangeAddresses(state, after, wanted) : Connect(state, after, network, wanted))
            .Then(connected => CheckRoutes(state, connected));
    }

    /// <summary>The external network, if the router may have a gateway with these addresses there.</summary>
    internal static Result<VirtualNetwork> CheckNetwork(IStateReader state, Caller caller, Router router, string networkId, GatewayInfo wanted)
    {
        if (state.In(NetworkTable.Table).Find(networkId) is not { } network || !NetworkAccess.Sees(state, caller, network))
            return NetworkErrors.NetworkNotFound(networkId);
        if (!NetworkAccess.IsExternalFor(state, router.ProjectId, network))
            return RouterErrors.BadRequest($"Network {networkId} is not an external network");
        var subnets = SubnetTable.ByNetwork.Of(state, networkId);
        return wanted.FixedIps.Items.FirstOrDefault(ip => ip.Address is not null && subnets.Any(subnet => subnet.GatewayIp == ip.Address)) is { } taken
            ? RouterErrors.BadRequest($"External IP {taken.Address} is the same as the gateway IP")
            : network;
    }

    /// <summary>Makes the router's port on an external network.</summary>
    // The port belongs to nobody: owners see the gateway through the router.
    internal Result<Port> CreatePort(Transaction state, Router router, VirtualNetwork network, GatewayInfo wanted) => ports.Create(state, new Port
    {
        NetworkId = network.Id,
        DeviceId = router.Id,
        DeviceOwner = DeviceOwners.RouterGateway,
        RequestedIps = wanted.FixedIps.IsEmpty ? null : wanted.FixedIps,
        Binding = new PortBinding { Host = router.Host },
    });

    /// <summary>Removes the gateway, unless floating IPs need it. Where there are others, the next one is the gateway then.</summary>
    public Result<Router> Clear(Transaction state, Router router)
    {
        if (router.Gateways is not [var gateway, ..])
            return router with { EnableSnat = true };
        if (ExternalGateways.IsNeeded(state, router, gateway))
            return RouterErrors.GatewayInUse(router.Id, gateway.NetworkId);
        if (state.In(PortTable.Table).Find(gateway.PortId) is { } port)
            ports.Delete(state, port);
        var rest = router.WithGateways([.. router.Gateways.Items[1..]]);
        return rest.GatewayNetworkId is null ? rest with { EnableSnat = true } : rest;
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
        return CreatePort(state, placed, network, wanted)
            .Map(port => placed.WithGateways([new RouterGatewayPort(network.Id, port.Id), .. cleared.Gateways]) with
            {
                EnableNdpProxy = router.EnableNdpProxy, GatewayQosPolicyId = policyId,
            });
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
