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
        return $"{plan.Space}\n{plan.Table}";
    }

    private static RouterTranslations TranslationsOf(NodeRouter router) => RouterPlan.Of(Cloud.View(router), router).Translations;

    private static Connection Translated(string source, string destination, string replySource, string replyDestination, ConnectionStatus status) => new(
        new ConnectionTuple(IpAddress.Parse(source), IpAddress.Parse(destination), 6),
        new ConnectionTuple(IpAddress.Parse(replySource), IpAddress.Parse(replyDestination), 6))
    {
        Status = status | ConnectionStatus.Confirmed,
    };
}
