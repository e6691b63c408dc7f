using Naru.Network.ConntrackHelpers;
using Naru.Network.FloatingIps;
using Naru.Network.NdpProxies;
using Naru.Network.PortForwardings;
using Naru.Network.Qos;
using Naru.Network.Routers;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>A router as the host that serves it is told of it.</summary>
internal static class NodeRouters
{
    public static NodeRouter Of(IStateReader state, Router router) => new(
        router.Id,
        router.Name,
        router.ProjectId,
        router.AdminStateUp,
        router.EnableSnat,
        router.GatewayPortId,
        RouterPorts.Interfaces(state, router.Id).Select(port => port.Id).ToEquatableList(),
        router.Routes.Select(route => new NodeRoute(route.Destination, route.NextHop)).ToEquatableList(),
        FloatingIpTable.ByRouter.Of(state, router.Id).Select(floating => Of(state, floating)).OfType<NodeFloatingIp>().ToEquatableList())
    {
        GatewayQos = NodePolicies.Of(state, EffectivePolicy.OfGateway(state, router)),
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
