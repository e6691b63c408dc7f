using Naru.Network.FloatingIps;
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
        FloatingIpTable.ByRouter.Of(state, router.Id).Select(Of).OfType<NodeFloatingIp>().ToEquatableList());

    private static NodeFloatingIp? Of(FloatingIp floating) => floating is { FixedAddress: { } address, PortId: { } portId }
        ? new NodeFloatingIp(floating.Id, floating.FloatingAddress, address, portId)
        : null;
}
