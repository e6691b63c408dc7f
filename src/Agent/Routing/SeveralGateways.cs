using Naru.Agent.Namespaces;
using Naru.Agent.Nftables;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Nftables;

namespace Naru.Agent.Routing;

/// <summary>A router with more gateways than one: what comes in by one of them is answered by the same, and each floating IP leaves by its own.</summary>
/// <remarks>
/// A connection has the number of its gateway as mark, the mark chooses a routing table, and the table has that gateway's default route.
/// Only IPv4 has translations that ask for it; IPv6 goes by the main table.
/// </remarks>
internal static class SeveralGateways
{
    public static readonly NftTable Name = new(NftFamily.Ip, "naru-gateways");

    /// <summary>Before the kernel's own rules, so that a mark decides before the main table.</summary>
    private const uint Priority = 1000;

    /// <summary>The table of gateway 1; those of the others follow.</summary>
    private const uint FirstTable = 1001;

    private static readonly IpPrefix Everywhere = IpPrefix.Containing(IpAddress.V4(0), 0);

    public static List<Attachment> Find(NodeView view, NodeRouter router) => router.MoreGatewayPortIds.IsEmpty
        ? []
        : [.. router.MoreGatewayPortIds.Items.Prepend(router.GatewayPortId).Select(id => Attachment.Find(view, id)).OfType<Attachment>()];

    /// <summary>The translations of the first gateway, and those of the others.</summary>
    public static RouterTranslations Complete(RouterTranslations first, List<Attachment> gateways)
    {
        var taken = gateways.Take(1).Select(gateway => gateway.Network.Id).ToHashSet();
        return first with
        {
            // Of several gateways on one network the first one has the floating IPs.
            MoreGateways = gateways.Skip(1).Select(gateway => Of(first, gateway, taken.Add(gateway.Network.Id))).ToEquatableList(),
        };
    }

    /// <summary>The default routes of all gateways as one with several ways, where that is asked for; otherwise those of the first.</summary>
    public static IEnumerable<RoutePlan> Spread(IEnumerable<RoutePlan> routes, NodeRouter router, List<Attachment> gateways)
    {
        var ways = gateways.SelectMany(gateway => RouterPlan.GatewayRoutes(gateway, gateway.DeviceName(RouterPlan.GatewayPrefix))).ToList();
        foreach (var route in routes)
        {
            var hops = ways.Where(way => way.Destination == route.Destination && way.Gateway is not null).ToList();
            yield return router.EnableDefaultRouteEcmp && route.Destination.Length == 0 && hops.Count > 1 && hops.Contains(route)
                ? route with { Gateway = null, Device = null, Hops = [.. hops.Select(hop => new HopPlan(hop.Gateway!.Value, hop.Device!))] } // Such ways were picked.
                : route;
        }
        foreach (var onLink in ways.Where(way => way.Gateway is null))
            yield return onLink;
    }

    /// <summary>A table per gateway with all that the router reaches, and that gateway's way to the rest.</summary>
    public static IEnumerable<RoutePlan> Tables(NodeRouter router, List<Attachment> gateways, IReadOnlyCollection<Attachment> interfaces)
    {
        for (var number = 0; number < gateways.Count; number++)
        {
            var (gateway, table) = (gateways[number], FirstTable + (uint)number);
            var device = gateway.DeviceName(RouterPlan.GatewayPrefix);
            var links = interfaces.SelectMany(attachment => attachment.Subnets.Select(subnet => (subnet.Cidr, Device: attachment.DeviceName(RouterPlan.InterfacePrefix))))
                .Concat(gateway.Network.Subnets.Select(subnet => (subnet.Cidr, Device: device))).Where(link => link.Cidr.IsV4).ToList();
            var routes = links.Select(link => new RoutePlan(link.Cidr, Gateway: null, link.Device))
                .Concat(from route in router.Routes
                        let link = links.FirstOrDefault(link => link.Cidr.Contains(route.NextHop))
                        where link.Device is not null
                        select new RoutePlan(route.Destination, route.NextHop, link.Device))
                .Concat(RouterPlan.GatewayRoutes(gateway, device).Where(route => route.Destination == Everywhere));
            foreach (var route in routes.DistinctBy(route => route.Destination))
                yield return route with { Table = table };
        }
    }

    public static IEnumerable<RulePlan> Rules(List<Attachment> gateways) => gateways.Select((_, number) =>
        new RulePlan(Priority, From: null, FirstTable + (uint)number) { Mark = MarkOf(number) });

    public static TablePlan Marks(RouterTranslations translations, List<Attachment> gateways)
    {
        var devices = gateways.Select((gateway, number) => (Name: gateway.DeviceName(RouterPlan.GatewayPrefix), Mark: MarkOf(number))).ToList();
        var marks = devices.ToDictionary(device => device.Name, device => device.Mark);
        var elsewhere = translations.MoreGateways.SelectMany(more => more.FloatingIps.Select(floating => (floating.FixedAddress, Mark: marks[more.Device]))).ToList();
        var ways = translations.FirstFloatingIps.Select(floating => (floating.FixedAddress, Mark: MarkOf(0))).Concat(elsewhere).DistinctBy(way => way.FixedAddress);
        return new TablePlan(
            Name,
            [NftSet.OfMap("ways", "type ipv4_addr : mark;", ways.Select(way => $"{way.FixedAddress} : {way.Mark}"))],
            [
                new NftChain("prerouting", "type filter hook prerouting priority mangle; policy accept;",
                [
                    .. devices.Select(device => $"iifname \"{device.Name}\" ct state new ct mark set {device.Mark}"),
                    "iifname \"qr-*\" ct mark != 0 meta mark set ct mark",
                    "iifname \"qr-*\" ct state new meta mark set ip saddr map @ways",
                ]),
                // What the router itself answers, such as a ping of a gateway's address.
                new NftChain("output", "type route hook output priority mangle; policy accept;", ["ct mark != 0 meta mark set ct mark"]),
                // A connection stays with the way that its first packet took.
                new NftChain("postrouting", "type filter hook postrouting priority mangle; policy accept;",
                    devices.Select(device => $"oifname \"{device.Name}\" ct state new ct mark set {device.Mark}").ToEquatableList()),
            ]);
    }

    private static uint MarkOf(int number) => (uint)number + 1;

    private static GatewayTranslations Of(RouterTranslations first, Attachment gateway, bool hasFloatingIps)
    {
        return new GatewayTranslations(
            gateway.DeviceName(RouterPlan.GatewayPrefix),
            gateway.Port.FixedIps.Items.Where(ip => ip.Address.IsV4).Select(ip => (IpAddress?)ip.Address).FirstOrDefault(),
            [.. first.FloatingIps.Where(floating => IsThere(floating.FloatingAddress))],
            [.. first.AllFloatingAddresses.Where(IsThere)]);

        bool IsThere(IpAddress address) => hasFloatingIps && gateway.Network.Subnets.Items.Any(subnet => subnet.Cidr.Contains(address));
    }
}
