using Naru.Network.FloatingIps;
using Naru.Network.Ports;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Routers.Gateways;

/// <summary>Several gateways of one router (extension <c>external-gateway-multihoming</c>). The first one is its <c>external_gateway_info</c>.</summary>
public sealed class ExternalGateways(PortLifecycle ports, RouterGateway first)
{
    /// <summary>What the API shows: the first gateway and the others.</summary>
    public static EquatableList<GatewayInfo> Show(IStateReader state, Router router) => router.Gateways
        .Select(gateway => new GatewayInfo(
            gateway.NetworkId, router.EnableSnat,
            state.In(PortTable.Table).Find(gateway.PortId) is { } port ? PortKinds.ShowFixedIps(port) : default)
        {
            QosPolicyId = PolicyOf(router, gateway),
        })
        .ToEquatableList();

    /// <summary>Whether floating IPs need the gateway: no other one is on their network.</summary>
    public static bool IsNeeded(IStateReader state, Router router, RouterGatewayPort gateway) =>
        !router.Gateways.Any(other => other.PortId != gateway.PortId && other.NetworkId == gateway.NetworkId)
        && FloatingIpTable.ByRouter.Of(state, router.Id).Any(floating => floating.FloatingNetworkId == gateway.NetworkId);

    /// <summary>The way out of a distributed router is one.</summary>
    public static Result<Done> CheckMode(Router router) => router is { IsDistributed: true, MoreGateways.IsEmpty: false }
        ? RouterErrors.BadRequest($"Router {router.Id} is distributed, and a distributed router has one external gateway")
        : Done.Ok;

    /// <summary>Connects the router to one more external network, or once more to the same.</summary>
    public Result<Router> Add(Transaction state, Caller caller, Router router, GatewayInfo wanted)
    {
        if (router.GatewayNetworkId is null)
            return first.Set(state, caller, router, wanted);
        if (wanted.NetworkId is not { } networkId)
            return NoNetwork;
        if (!RouterGateway.CheckNetwork(state, caller, router, networkId, wanted).TryGet(out var network, out var error)
            || !CheckSnat(router, wanted).TryGet(out _, out error)
            || !CheckPolicy(null, wanted).TryGet(out _, out error)
            || !RouterPorts.CheckConnecting(state, router.Id, SubnetTable.ByNetwork.Of(state, network.Id), network.Id).TryGet(out _, out error))
        {
            return error;
        }
        return first.CreatePort(state, router, network, wanted)
            .Map(port => router.WithGateways([.. router.Gateways, new RouterGatewayPort(network.Id, port.Id)]))
            .Then(connected => CheckMode(connected).Map(_ => connected));
    }

    /// <summary>Gives a gateway other addresses.</summary>
    public Result<Router> Change(Transaction state, Router router, GatewayInfo wanted) =>
        Find(state, router, wanted).Then(gateway => Change(state, router, gateway, wanted));

    private Result<Router> Change(Transaction state, Router router, RouterGatewayPort gateway, GatewayInfo wanted)
    {
        var isOnly = router.Gateways.Count == 1;
        if (!CheckPolicy(PolicyOf(router, gateway), wanted).TryGet(out _, out var error)
            || (!isOnly && !CheckSnat(router, wanted).TryGet(out _, out error)))
        {
            return error;
        }
        var after = isOnly && wanted.EnableSnat is { } snat ? router with { EnableSnat = snat } : router;
        return wanted.FixedIps.IsEmpty || state.In(PortTable.Table).Find(gateway.PortId) is not { } port
            ? after
            : ports.Change(state, port, port with { RequestedIps = wanted.FixedIps }).Map(_ => after);
    }

    /// <summary>Takes the router off an external network; the next gateway follows where it was the first one.</summary>
    public Result<Router> Remove(Transaction state, Router router, GatewayInfo wanted) =>
        Find(state, router, wanted).Then(gateway => Remove(state, router, gateway));

    public Result<Router> RemoveAll(Transaction state, Router router)
    {
        foreach (var gateway in router.Gateways)
        {
            if (!Remove(state, router, gateway).TryGet(out var rest, out var error))
                return error;
            router = rest;
        }
        return router;
    }

    /// <summary>Makes the gateways be these: what is there on a network stays there.</summary>
    public Result<Router> Replace(Transaction state, Caller caller, Router router, EquatableList<GatewayInfo> wanted)
    {
        var missing = wanted.Items.ToList();
        foreach (var gateway in router.Gateways)
        {
            var kept = missing.FindIndex(info => info.NetworkId == gateway.NetworkId);
            var outcome = kept < 0 ? Remove(state, router, gateway) : Change(state, router, gateway, missing[kept]);
            if (!outcome.TryGet(out var changed, out var error))
                return error;
            router = changed;
            if (kept >= 0)
                missing.RemoveAt(kept);
        }
        foreach (var info in missing)
        {
            if (!Add(state, caller, router, info).TryGet(out var added, out var error))
                return error;
            router = added;
        }
        return router;
    }

    private Result<Router> Remove(Transaction state, Router router, RouterGatewayPort gateway)
    {
        if (IsNeeded(state, router, gateway))
            return RouterErrors.GatewayInUse(router.Id, gateway.NetworkId);
        if (state.In(PortTable.Table).Find(gateway.PortId) is { } port)
            ports.Delete(state, port);
        var rest = router.WithGateways(router.Gateways.Where(other => other != gateway).ToEquatableList());
        return rest.GatewayNetworkId is null ? rest with { EnableSnat = true } : rest;
    }

    /// <summary>The gateway on the network; of several, the one that has one of the addresses.</summary>
    private static Result<RouterGatewayPort> Find(IStateReader state, Router router, GatewayInfo wanted)
    {
        if (wanted.NetworkId is not { } networkId)
            return NoNetwork;
        var there = router.Gateways.Where(gateway => gateway.NetworkId == networkId).ToList();
        var named = there.Where(gateway => state.In(PortTable.Table).Find(gateway.PortId) is { } port
            && port.FixedIps.Items.Any(own => wanted.FixedIps.Items.Any(ip => ip.Address == own.Address))).ToList();
        return (there.Count, named.Count) switch
        {
            (0, _) => Error.NotFound("RouterGatewayNotFound", $"Router {router.Id} has no external gateway on network {networkId}."),
            (_, 1) => named[0],
            (1, _) => there[0],
            _ => RouterErrors.BadRequest(
                $"Router {router.Id} has {there.Count} external gateways on network {networkId}: external_fixed_ips must name an address of one of them"),
        };
    }

    private static Result<Done> CheckSnat(Router router, GatewayInfo wanted) => wanted.EnableSnat is { } snat && snat != router.EnableSnat
        ? RouterErrors.BadRequest($"enable_snat is the same for all external gateways of a router, and {(router.EnableSnat ? "true" : "false")} for {router.Id}")
        : Done.Ok;

    // The router's policy limits its first gateway.
    private static string? PolicyOf(Router router, RouterGatewayPort gateway) => gateway.PortId == router.GatewayPortId ? router.GatewayQosPolicyId : null;

    private static Result<Done> CheckPolicy(string? current, GatewayInfo wanted) => wanted.NamesQosPolicy && wanted.QosPolicyId != current
        ? RouterErrors.BadRequest("qos_policy_id is that of external_gateway_info, and cannot be set for each of external_gateways")
        : Done.Ok;

    private static Error NoNetwork => RouterErrors.BadRequest("network_id must be specified for each of external_gateways");
}
