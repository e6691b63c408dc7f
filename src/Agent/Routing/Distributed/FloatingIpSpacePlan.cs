using Naru.Agent.Namespaces;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Routing.Distributed;

/// <summary>
/// The floating IPs of this host's instances on one external network: a namespace <c>fip-…</c> that answers ARP for them on
/// <c>fg-…</c> and has a route for each through the cable to its router.
/// </summary>
/// <param name="FloatingIps">The addresses it answers for.</param>
public sealed record FloatingIpSpacePlan(NamespacePlan Space, EquatableList<IpAddress> FloatingIps)
{
    public const string NamespacePrefix = "fip-";

    private const string GatewayPrefix = "fg-";

    public static string NameOf(string networkId) => NamespacePrefix + networkId;

    public static IEnumerable<FloatingIpSpacePlan> All(NodeView view) =>
        from router in view.Routers
        let gateway = Attachment.Find(view, router.AgentGatewayPortId)
        where router.IsDistributed && gateway is not null
        orderby router.Id
        group router by gateway into space
        select Of(view, space.Key, [.. space]);

    private static FloatingIpSpacePlan Of(NodeView view, Attachment gateway, IReadOnlyList<NodeRouter> routers)
    {
        var cables = routers.Select(router => (Router: router, Cable: DistributedRouterPlan.Cable(view, router, gateway))).ToList();
        var floatingIps = routers.SelectMany(router => router.FloatingIps.Items).Select(floating => floating.FloatingAddress).Where(address => address.IsV4)
            .Distinct().ToEquatableList();
        return new FloatingIpSpacePlan(
            new NamespacePlan(
                NameOf(gateway.Network.Id),
                [gateway.Device(GatewayPrefix)],
                [
                    .. RouterPlan.GatewayRoutes(gateway, gateway.DeviceName(GatewayPrefix)),
                    .. from pair in cables
                       from floating in pair.Router.FloatingIps.Items
                       where floating.FloatingAddress.IsV4
                       select new RoutePlan(IpPrefix.OfHost(floating.FloatingAddress), pair.Cable.Addresses[0].Address, pair.Cable.Peer!.Name), // The router's side names it.
                ],
                [
                    new SysctlSetting("net/ipv4/ip_forward", 1),
                    new SysctlSetting("net/ipv4/conf/all/rp_filter", 0),
                    new SysctlSetting("net/ipv4/conf/default/rp_filter", 0),
                    new SysctlSetting("net/ipv4/conf/all/arp_ignore", 1),
                    new SysctlSetting("net/ipv4/conf/all/arp_announce", 2),
                    new SysctlSetting("net/ipv6/conf/default/accept_ra", 0),
                    // It answers for what it has a route to by another device: the floating IPs.
                    new SysctlSetting("net/ipv4/conf/default/proxy_arp", 1),
                ])
            {
                // The kernel would wait a while before it answers for others.
                DeviceSysctls = [new SysctlSetting($"net/ipv4/neigh/{gateway.DeviceName(GatewayPrefix)}/proxy_delay", 0)],
                Cables = [.. cables.Select(pair => new CablePlan(
                    pair.Cable.Peer!.Name, Peer: null, pair.Cable.Mtu, [new AddressPlan(DistributedRouterPlan.PeerOf(pair.Cable), 31)]))],
            },
            floatingIps);
    }
}
