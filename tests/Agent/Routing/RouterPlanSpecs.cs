using Naru.Agent.Specs;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Conntrack;

namespace Naru.Agent.Routing.Specs;

public sealed class RouterPlanSpecs
{
    [Fact]
    public void A_router_with_gateway_and_floating_ip() => Golden.Match(Text(Cloud.R1), "router");

    [Fact]
    public void A_router_without_gateway() => Golden.Match(Text(Cloud.R1 with { GatewayPortId = null }), "router");

    [Fact]
    public void A_router_without_source_translation_and_with_a_route_of_its_own() => Golden.Match(
        Text(Cloud.R1 with
        {
            EnableSnat = false,
            FloatingIps = [],
            Routes = [new NodeRoute(IpPrefix.Parse("10.9.0.0/16"), IpAddress.Parse("192.168.50.99"))],
        }),
        "router");

    [Fact]
    public void A_router_with_port_forwardings() => Golden.Match(
        Text(Cloud.R1 with
        {
            FloatingIps = [],
            PortForwardings =
            [
                Cloud.Forwarding("tcp", 2222, 2222, "192.168.50.5", 22, 22),
                Cloud.Forwarding("tcp", 8000, 8999, "192.168.50.6", 8000, 8999),
                Cloud.Forwarding("udp", 7001, 7003, "192.168.50.5", 9001, 9003),
                Cloud.Forwarding("udp", 5000, 5999, "192.168.60.7", 53, 53),
            ],
        }),
        "router");

    [Fact]
    public void A_router_that_follows_protocols_counts_and_answers_for_neighbours() => Golden.Match(
        Text(Cloud.R1 with
        {
            ConntrackHelpers = [new NodeConntrackHelper("ftp", "tcp", 21), new NodeConntrackHelper("ftp", "tcp", 2121), new NodeConntrackHelper("h323", "udp", 1719)],
            MeteringLabels =
            [
                new NodeMeteringLabel("12345678-0000-4000-8000-000000000001",
                [
                    new NodeMeteringRule(IsIngress: true, IsExcluded: false, IpPrefix.Parse("0.0.0.0/0"), null),
                    new NodeMeteringRule(IsIngress: true, IsExcluded: true, IpPrefix.Parse("198.51.100.0/24"), null),
                    new NodeMeteringRule(IsIngress: false, IsExcluded: false, IpPrefix.Parse("2001:db8:1::/64"), IpPrefix.Parse("2001:db8:2::/64")),
                ]),
            ],
            EnableNdpProxy = true,
            NdpProxies = [IpAddress.Parse("2001:db8:50::5")],
        }),
        "router");

    [Fact]
    public void A_router_with_an_interface_that_floating_ips_lead_in_by() => Golden.Match(
        Text(Cloud.R1 with { GatewayPortId = null, InterfacePortIds = [.. Cloud.R1.InterfacePortIds, Cloud.R1.GatewayPortId!] }), "router");

    [Fact]
    public void A_router_with_two_gateways() => Golden.Match(Text(Cloud.R1Twice), "router");

    [Fact]
    public void A_router_that_uses_two_gateways_at_once() => Assert.Contains(
        "route default nexthop via 203.0.113.1 dev qg-cccc0001-00 nexthop via 198.18.0.1 dev qg-cccc0005-00",
        Text(Cloud.R1Twice with { EnableDefaultRouteEcmp = true }), StringComparison.Ordinal);

    [Fact]
    public void Connections_of_a_port_forwarding_that_changed_are_outdated_and_others_are_not()
    {
        var forwarded = Ports(Translated("198.51.100.7", "203.0.113.30", "192.168.50.5", "198.51.100.7", ConnectionStatus.DestinationNat), 2222, 22);
        var early = Ports(Translated("198.51.100.7", "203.0.113.30", "203.0.113.30", "198.51.100.7", ConnectionStatus.None), 2223, 2223);
        var router = Cloud.R1 with { PortForwardings = [Cloud.Forwarding("tcp", 2222, 2222, "192.168.50.5", 22, 22)] };

        Assert.Empty(TranslationsOf(router).Outdated([forwarded, early]));
        Assert.Equal([forwarded], TranslationsOf(Cloud.R1).Outdated([forwarded, early]));
        Assert.Equal(
            [forwarded, early],
            TranslationsOf(Cloud.R1 with { PortForwardings = [Cloud.Forwarding("tcp", 2222, 2223, "192.168.50.5", 23, 24)] }).Outdated([forwarded, early]));
    }

    [Fact]
    public void A_router_whose_addresses_have_limits()
    {
        var qos = new NodeQos("policy", new NodeRate(3000, 0), new NodeRate(5000, 400), null, new NodeRate(2000, 0), DscpMark: 26);
        Golden.Match(Text(Cloud.R1 with { GatewayQos = qos, FloatingIps = [Cloud.Floating with { Qos = qos }] }), "router");
    }

    [Fact]
    public void A_router_that_is_down_forwards_nothing() =>
        Assert.Contains("net/ipv4/ip_forward = 0", Text(Cloud.R1 with { AdminStateUp = false }), StringComparison.Ordinal);

    [Fact]
    public void Connections_of_a_floating_ip_that_moved_on_are_outdated_and_others_are_not()
    {
        var inward = Translated("198.51.100.7", "203.0.113.20", "192.168.50.5", "198.51.100.7", ConnectionStatus.DestinationNat);
        var outward = Translated("192.168.50.5", "198.51.100.7", "198.51.100.7", "203.0.113.20", ConnectionStatus.SourceNat);
        var shared = Translated("192.168.50.6", "198.51.100.7", "198.51.100.7", "203.0.113.10", ConnectionStatus.SourceNat);
        var metadata = Translated("192.168.50.6", "169.254.169.254", "192.168.50.1", "192.168.50.6", ConnectionStatus.DestinationNat);
        Connection[] connections = [inward, outward, shared, metadata];

        Assert.Empty(TranslationsOf(Cloud.R1).Outdated(connections));
        Assert.Equal([inward, outward], TranslationsOf(Cloud.R1 with { FloatingIps = [] }).Outdated(connections));
        Assert.Equal(
            [inward, outward],
            TranslationsOf(Cloud.R1 with { FloatingIps = [Cloud.Floating with { FixedAddress = IpAddress.Parse("192.168.50.6") }] }).Outdated(connections));
        Assert.Equal([inward, outward, shared], TranslationsOf(Cloud.R1 with { GatewayPortId = null }).Outdated(connections));
    }

    private static string Text(NodeRouter router)
    {
        var plan = RouterPlan.Of(Cloud.View(router), router);
        return $"{plan.Space}\n{string.Join('\n', plan.Options.Prepend(plan.Table))}";
    }

    private static Connection Ports(Connection connection, ushort outside, ushort inside) => connection with
    {
        Original = connection.Original with { SourcePort = 40000, DestinationPort = outside },
        Reply = connection.Reply with { SourcePort = inside, DestinationPort = 40000 },
    };

    private static RouterTranslations TranslationsOf(NodeRouter router) => RouterPlan.Of(Cloud.View(router), router).Translations;

    private static Connection Translated(string source, string destination, string replySource, string replyDestination, ConnectionStatus status) => new(
        new ConnectionTuple(IpAddress.Parse(source), IpAddress.Parse(destination), 6),
        new ConnectionTuple(IpAddress.Parse(replySource), IpAddress.Parse(replyDestination), 6))
    {
        Status = status | ConnectionStatus.Confirmed,
    };
}
