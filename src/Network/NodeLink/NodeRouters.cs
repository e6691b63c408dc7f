using Naru.Network.ConntrackHelpers;
using Naru.Network.FloatingIps;
using Naru.Network.NdpProxies;
using Naru.Network.PortForwardings;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Qos;
using Naru.Network.Routers;
using Naru.Network.Routers.Distributed;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>A router as the host that serves it is told of it.</summary>
internal static class NodeRouters
{
    /// <summary>The routers that a host serves, stands by for, or has a part of.</summary>
    /// <param name="networks">The networks of the ports on the host.</param>
    public static List<Router> On(IStateReader state, string host, IEnumerable<string> networks) =>
    [
        .. RouterTable.ByHost.Of(state, host)
            .Concat(RouterTable.ByStandbyHost.Of(state, host))
            .Concat(state.In(NodeTable.Table).Find(host) is { ServesDistributed: true }
                ? networks.SelectMany(network => DistributedRouters.In(state, network)).Select(state.In(RouterTable.Table).Find).OfType<Router>()
                : [])
            .DistinctBy(router => router.Id),
    ];

    /// <summary>The networks of a router that a host with a part of it takes part in, whether it has ports there or not.</summary>
    public static IEnumerable<string> NetworksOf(IStateReader state, Router router) => router.IsDistributed
        ? DistributedRouters.NetworksOf(state, router.Id)
        : router.IsHighlyAvailable
            ? RouterPorts.Of(state, router.Id).Select(port => port.NetworkId).Distinct()
            : [];

    public static NodeRouter Of(IStateReader state, Router router, string host)
    {
        var floatingIps = FloatingIpTable.ByRouter.Of(state, router.Id);
        if (!router.IsDistributed)
        {
            return Of(state, router, floatingIps) with
            {
                Election = router.IsHighlyAvailable
                    ? new NodeElection(router.Host, router.PreviousHost ?? "", router.Epoch, router.StandbyHosts)
                    : null,
            };
        }
        var byInstance = floatingIps.ToLookup(floating => DistributedRouters.GatewayPort(state, floating.FloatingNetworkId, host) is not null
            && DistributedRouters.InstanceHost(state, floating) == host);
        return Of(state, router, byInstance[true]) with
        {
            IsDistributed = true,
            SnatHost = router.Host.Length > 0 ? router.Host : null,
            SnatPortIds = PortTable.ByDevice.Of(state, router.Id).Where(port => port.DeviceOwner == DeviceOwners.RouterSnat)
                .Select(port => port.Id).Order().ToEquatableList(),
            AgentGatewayPortId = byInstance[true].Any() ? DistributedRouters.GatewayPort(state, router.GatewayNetworkId ?? "", host)?.Id : null,
            CentralFloatingIps = host == router.Host
                ? floatingIps.Where(floating => DistributedRouters.HostOf(state, router, floating) == host
                    && !byInstance[true].Contains(floating)).Select(floating => Of(state, floating)).OfType<NodeFloatingIp>().ToEquatableList()
                : [],
        };
    }

    private static NodeRouter Of(IStateReader state, Router router, IEnumerable<FloatingIp> floatingIps) => new(
        router.Id,
        router.Name,
        router.ProjectId,
        router.AdminStateUp,
        router.EnableSnat,
        router.GatewayPortId,
        RouterPorts.Interfaces(state, router.Id).Select(port => port.Id).ToEquatableList(),
        router.Routes.Select(route => new NodeRoute(route.Destination, route.NextHop)).ToEquatableList(),
        floatingIps.Select(floating => Of(state, floating)).OfType<NodeFloatingIp>().ToEquatableList())
    {
        GatewayQos = NodePolicies.Of(state, EffectivePolicy.OfGateway(state, router)),
        MoreGatewayPortIds = router.MoreGateways.Select(gateway => gateway.PortId).ToEquatableList(),
        EnableDefaultRouteEcmp = router.EnableDefaultRouteEcmp,
        PortForwardings = PortForwardingTable.ByRouter.Of(state, router.Id)
            .OrderBy(forwarding => forwarding.Id, StringComparer.Ordinal).Select(forwarding => Of(state, forwarding)).ToEquatableList(),
        ConntrackHelpers = ConntrackHelperTable.ByRouter.Of(state, router.Id)
            .Select(helper => new NodeConntrackHelper(helper.Helper, helper.Protocol, helper.Port)).OrderBy(helper => helper.Port).ToEquatableList(),
        MeteringLabels = NodeMeters.Of(state, router),
        EnableNdpProxy = router.EnableNdpProxy,
        NdpProxies = NdpProxyTable.ByRouter.Of(state, router.Id).Select(proxy => proxy.Address).OfType<IpAddress>().Order().ToEquatableList(),
    };

    private static NodePortForwarding Of(IStateReader state, PortForwarding forwarding)
    {
        var floating = state.In(FloatingIpTable.Table).Find(forwarding.FloatingIpId)!; // It goes with its forwardings.
        return new NodePortForwarding(
            forwarding.Id,
            forwarding.FloatingIpId,
            floating.FloatingAddress,
            forwarding.Protocol,
            forwarding.External.First,
            forwarding.External.Last,
            forwarding.InternalAddress,
            forwarding.Internal.First,
            forwarding.Internal.Last)
        {
            Qos = NodePolicies.Of(state, EffectivePolicy.Of(state, floating)),
        };
    }

    private static NodeFloatingIp? Of(IStateReader state, FloatingIp floating) => floating is { FixedAddress: { } address, PortId: { } portId }
        ? new NodeFloatingIp(floating.Id, floating.FloatingAddress, address, portId) { Qos = NodePolicies.Of(state, EffectivePolicy.Of(state, floating)) }
        : null;
}
