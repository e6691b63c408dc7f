using Naru.Agent.Metadata;
using Naru.Agent.Namespaces;
using Naru.Agent.Nftables;
using Naru.Agent.RouterAdvertising;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Nftables;

namespace Naru.Agent.Routing;

/// <summary>What a router is on its host: a namespace with a device per port, routes, and a table of translations.</summary>
public sealed record RouterPlan(NodeRouter Router, NamespacePlan Space, RouterTranslations Translations, TablePlan Table)
{
    public const string NamespacePrefix = "qrouter-";

    /// <summary>Tables that a router has only where something is asked of it.</summary>
    public static readonly NftTable[] OptionalTables = [HelperTable.Name, MeteringTable.Name, NeighbourProxyTable.Name, SeveralGateways.Name];

    internal const string InterfacePrefix = "qr-";
    internal const string GatewayPrefix = "qg-";

    public static RouterPlan Of(NodeView view, NodeRouter router)
    {
        var gateway = Attachment.Find(view, router.GatewayPortId);
        var interfaces = router.InterfacePortIds.Select(id => Attachment.Find(view, id)).OfType<Attachment>().ToList();
        var gateways = SeveralGateways.Find(view, router);
        var translations = SeveralGateways.Complete(FloatingInterfaces.Complete(TranslationsOf(router, gateway), router, interfaces), gateways);
        var devices = interfaces
            .OrderBy(attachment => attachment.Port.Id, StringComparer.Ordinal)
            .Select(attachment => FloatingInterfaces.Device(attachment, translations));
        if (gateway is not null)
            devices = devices.Prepend(GatewayDevice(gateway, translations));
        devices = devices.Concat(gateways.Skip(1).Zip(translations.MoreGateways, (more, addresses) => GatewayDevice(more, addresses.FloatingAddresses)));
        var routes = Routes(router, gateway);
        if (gateways.Count > 1)
            routes = SeveralGateways.Spread(routes, router, gateways).DistinctBy(route => route.Destination).Concat(SeveralGateways.Tables(router, gateways, interfaces));
        return new RouterPlan(
            router,
            new NamespacePlan(
                NamespacePrefix + router.Id, devices.ToEquatableList(), [.. routes], [.. Sysctls(router)])
            {
                Rules = gateways.Count > 1 ? [.. SeveralGateways.Rules(gateways)] : [],
                Proxies = gateway is null || !router.EnableNdpProxy
                    ? []
                    : router.NdpProxies.Select(address => new ProxyPlan(address, gateway.DeviceName(GatewayPrefix))).ToEquatableList(),
            },
            translations,
            RouterTable.Of(translations))
        {
            Advertisements = AdvertisementsOf(router, interfaces),
            Options = [.. Optional(router), .. gateways.Count > 1 ? [SeveralGateways.Marks(translations, gateways)] : Array.Empty<TablePlan>()],
        };
    }

    /// <summary>Those of <see cref="OptionalTables"/> that it has.</summary>
    public EquatableList<TablePlan> Options { get; init; }

    /// <summary>What it tells the hosts of its networks of IPv6.</summary>
    public EquatableList<AdvertisementPlan> Advertisements { get; init; }

    internal static EquatableList<AdvertisementPlan> AdvertisementsOf(NodeRouter router, IEnumerable<Attachment> interfaces) =>
        [.. interfaces.OrderBy(attachment => attachment.Port.Id, StringComparer.Ordinal).Select(attachment => AdvertisementPlan.Of(router, attachment)).OfType<AdvertisementPlan>()];

    /// <summary>The device of an interface; where there is IPv6 it has the address of the metadata too.</summary>
    internal static DevicePlan InterfaceDevice(Attachment attachment)
    {
        var device = attachment.Device(InterfacePrefix);
        return attachment.Port.FixedIps.Items.Any(ip => ip.Address.IsV6)
            ? device with { Addresses = [.. device.Addresses, AddressPlan.Alone(MetadataServer.AddressOnLink)] }
            : device;
    }

    internal static IEnumerable<TablePlan> Optional(NodeRouter router)
    {
        if (!router.ConntrackHelpers.IsEmpty)
            yield return HelperTable.Of(router.ConntrackHelpers);
        if (!router.MeteringLabels.IsEmpty)
            yield return MeteringTable.Of(router.MeteringLabels);
        if (router.EnableNdpProxy)
            yield return NeighbourProxyTable.Of(router);
    }

    /// <summary>The same router on a host that stands by: everything is there but addresses, routes and advertisements.</summary>
    internal RouterPlan StandingBy() => this with
    {
        Space = Space with { Devices = [.. Space.Devices.Select(device => device with { Addresses = [] })], Routes = [] },
        Advertisements = [],
    };

    internal static DevicePlan GatewayDevice(Attachment gateway, RouterTranslations translations) =>
        GatewayDevice(gateway, translations.FloatingAddresses);

    private static DevicePlan GatewayDevice(Attachment gateway, IEnumerable<IpAddress> floatingAddresses)
    {
        var device = gateway.Device(GatewayPrefix);
        return device with { Addresses = [.. device.Addresses, .. floatingAddresses.Select(AddressPlan.Alone)] };
    }

    private static RouterTranslations TranslationsOf(NodeRouter router, Attachment? gateway) => TranslationsOf(router, gateway, router.FloatingIps);

    internal static RouterTranslations TranslationsOf(NodeRouter router, Attachment? gateway, EquatableList<NodeFloatingIp> floatingIps) => gateway is null
        ? RouterTranslations.None
        : new RouterTranslations(
            gateway.DeviceName(GatewayPrefix),
            gateway.Port.FixedIps.Items.Where(ip => ip.Address.IsV4).Select(ip => (IpAddress?)ip.Address).FirstOrDefault(),
            router.EnableSnat,
            [.. floatingIps.Where(floating => floating.FloatingAddress.IsV4).OrderBy(floating => floating.FloatingAddress)])
        {
            PortForwardings = router.PortForwardings,
            GatewayQos = router.GatewayQos,
        };

    internal static IEnumerable<RoutePlan> Routes(NodeRouter router, Attachment? gateway)
    {
        var routes = router.Routes.Select(route => new RoutePlan(route.Destination, route.NextHop, Device: null));
        if (gateway is not null)
            routes = routes.Concat(GatewayRoutes(gateway, gateway.DeviceName(GatewayPrefix)));
        // A default route of the router's own wins over that of the external network.
        return routes.DistinctBy(route => route.Destination);
    }

    internal static IEnumerable<RoutePlan> GatewayRoutes(Attachment gateway, string device)
    {
        foreach (var subnet in gateway.Subnets)
        {
            if (subnet.Gateway is { } nextHop)
                yield return new RoutePlan(IpPrefix.Containing(nextHop.IsV4 ? IpAddress.V4(0) : IpAddress.V6(0), 0), nextHop, device);
        }
        // The other subnets of the external network are on the same link.
        foreach (var subnet in gateway.Network.Subnets.Items.Except(gateway.Subnets))
            yield return new RoutePlan(subnet.Cidr, Gateway: null, device);
    }

    internal static IEnumerable<SysctlSetting> Sysctls(NodeRouter router)
    {
        var forward = router.AdminStateUp ? 1 : 0;
        yield return new SysctlSetting("net/ipv4/ip_forward", forward);
        yield return new SysctlSetting("net/ipv6/conf/all/forwarding", forward);
        // Answers may take another way than questions: routers of one network are as asymmetric as their users like.
        yield return new SysctlSetting("net/ipv4/conf/all/rp_filter", 0);
        yield return new SysctlSetting("net/ipv4/conf/default/rp_filter", 0);
        // ARP is answered only for addresses of the very interface, and asked from such.
        yield return new SysctlSetting("net/ipv4/conf/all/arp_ignore", 1);
        yield return new SysctlSetting("net/ipv4/conf/all/arp_announce", 2);
        // Otherwise the other addresses of a network go with the first one.
        yield return new SysctlSetting("net/ipv4/conf/all/promote_secondaries", 1);
        yield return new SysctlSetting("net/ipv6/conf/default/accept_ra", 0);
        // Its link-local addresses are there at once, and on every host that has or may get the router.
        yield return new SysctlSetting("net/ipv6/conf/default/accept_dad", 0);
        yield return new SysctlSetting("net/ipv6/conf/all/proxy_ndp", router.EnableNdpProxy ? 1 : 0);
        // Of several ways each flow takes one, and not each pair of hosts.
        if (router.EnableDefaultRouteEcmp)
            yield return new SysctlSetting("net/ipv4/fib_multipath_hash_policy", 1);
    }
}
