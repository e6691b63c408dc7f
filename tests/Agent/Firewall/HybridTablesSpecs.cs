using Naru.Agent.Nftables;
using Naru.Agent.Specs;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Conntrack;

namespace Naru.Agent.Firewall.Specs;

public sealed class HybridTablesSpecs
{
    private static readonly NodeSecurityGroup Web = new(
        Cloud.Web, "web", Stateful: true,
        [
            Cloud.Rule(RuleDirection.Egress),
            Cloud.Rule(RuleDirection.Egress, version: 6),
            Cloud.Rule(RuleDirection.Ingress, protocol: 6, min: 80, max: 80),
            Cloud.Rule(RuleDirection.Ingress, protocol: 17, min: 5000, max: 5999, prefix: "10.0.0.0/8"),
            Cloud.Rule(RuleDirection.Ingress, protocol: 1, min: 8, max: 0),
            Cloud.Rule(RuleDirection.Ingress, version: 6, protocol: 58),
            Cloud.Rule(RuleDirection.Ingress, protocol: 6, min: 22, max: 22, group: Cloud.Clients),
            Cloud.Rule(RuleDirection.Ingress, protocol: 47),
        ],
        []);

    private static readonly NodeSecurityGroup Clients = new(
        Cloud.Clients, "clients", Stateful: true, [], [IpPrefix.Parse("192.168.50.6/32"), IpPrefix.Parse("10.1.0.0/16"), IpPrefix.Parse("10.1.2.3/32")]);

    [Fact]
    public void A_port_with_security_groups() => Golden.Match(Text(Vm1), "nft");

    [Fact]
    public void A_port_with_allowed_address_pairs() => Golden.Match(
        Text(Vm1 with
        {
            SecurityGroupIds = [],
            AllowedAddressPairs =
            [
                new NodeAddressPair(Vm1.Mac, IpPrefix.Parse("10.0.0.0/24")),
                new NodeAddressPair(MacAddress.Parse("fa:16:3e:00:00:99"), IpPrefix.Parse("192.168.50.99/32")),
            ],
        }),
        "nft");

    [Fact]
    public void A_port_without_port_security() => Golden.Match(Text(Vm1 with { PortSecurityEnabled = false }), "nft");

    [Fact]
    public void A_new_member_of_a_remote_group_is_one_element()
    {
        var before = Inet(View(Vm1), Vm1);
        var grown = Clients with { Members = [.. Clients.Members, IpPrefix.Parse("192.168.50.7/32")] };
        var after = Inet(View(Vm1, grown), Vm1);
        Assert.Equal(
            $"add element inet naru-firewall members4-{Cloud.Clients} {{ 192.168.50.7 }}\n", TableDelta.Commands(before, after));
        Assert.Equal("", TableDelta.Commands(before, Inet(View(Vm1), Vm1)));
    }

    [Fact]
    public void Connections_that_no_rule_would_let_begin_are_not_allowed()
    {
        var rules = PortRules.Of(View(Vm1), Vm1);
        Assert.True(rules.Allow(Tcp("203.0.113.9", "192.168.50.5", 80)));
        Assert.True(rules.Allow(Tcp("192.168.50.6", "192.168.50.5", 22)));
        Assert.True(rules.Allow(Tcp("192.168.50.5", "203.0.113.9", 443)));
        Assert.False(rules.Allow(Tcp("192.168.50.8", "192.168.50.5", 22)));
        Assert.False(rules.Allow(Tcp("192.168.50.6", "192.168.50.5", 443)));
    }

    private static NodePort Vm1 => Cloud.View().Ports.Find(Cloud.Vm1)! with { HybridPlug = true, SecurityGroupIds = [Cloud.Web] }; // It is in the view.

    private static NodeView View(NodePort port, NodeSecurityGroup? clients = null) => Cloud.View(null, port) with
    {
        SecurityGroups = NodeTable<NodeSecurityGroup>.Of([Web, clients ?? Clients]),
    };

    private static string Text(NodePort port) => $"{HybridTables.Bridge([new HybridPort(port, 7)])}{Inet(View(port), port)}";

    private static TablePlan Inet(NodeView view, NodePort port) =>
        HybridTables.Inet([new HybridPort(port, 7)], new Dictionary<string, PortRules> { [port.Id] = PortRules.Of(view, port) });

    private static Connection Tcp(string source, string destination, ushort port) => new(
        new ConnectionTuple(IpAddress.Parse(source), IpAddress.Parse(destination), 6) { SourcePort = 40000, DestinationPort = port },
        new ConnectionTuple(IpAddress.Parse(destination), IpAddress.Parse(source), 6) { SourcePort = port, DestinationPort = 40000 });
}
