using System.Text.Json;
using Naru.Primitives;

namespace Naru.NodeContract.Specs;

public sealed class NodeViewSpecs
{
    private static readonly NodeView Before = View(1, mtu: 1450, "web");
    private static readonly NodeView After = View(2, mtu: 1450, "web", "db");

    [Fact]
    public void A_complete_view_reads_back_as_sent()
    {
        var sent = After.Since(NodeView.Empty) with { IsComplete = true };
        var received = Transmit(sent);
        Assert.True(After.Since(NodeView.Empty.Apply(received)).IsEmpty);
        Assert.Equal(2, NodeView.Empty.Apply(received).Ports.Count);
    }

    [Fact]
    public void Only_what_changed_is_sent()
    {
        var update = After.Since(Before);
        Assert.Equal("db", Assert.Single(update.Ports.Set).Id);
        Assert.True(update.Networks.IsEmpty && update.Routers.IsEmpty && update.Peers.IsEmpty && update.SecurityGroups.IsEmpty);
    }

    [Fact]
    public void An_update_applied_gives_the_newer_view() => Assert.True(After.Since(Before.Apply(Transmit(After.Since(Before)))).IsEmpty);

    [Fact]
    public void What_is_gone_is_removed()
    {
        var update = Before.Since(After);
        Assert.Equal("db", Assert.Single(update.Ports.Removed));
        Assert.Null(After.Apply(update).Ports.Find("db"));
    }

    [Fact]
    public void Of_a_group_that_gains_and_loses_members_only_these_are_sent()
    {
        var after = WithMembers("10.0.0.2/32", "10.0.0.3/32");
        var update = Transmit(after.Since(WithMembers("10.0.0.1/32", "10.0.0.2/32")));
        Assert.True(update.SecurityGroups.IsEmpty && !update.IsEmpty);
        Assert.Equal(new NodeMemberUpdate("sg", [IpPrefix.Parse("10.0.0.3/32")], [IpPrefix.Parse("10.0.0.1/32")]), Assert.Single(update.Members));
        Assert.True(after.Since(WithMembers("10.0.0.1/32", "10.0.0.2/32").Apply(update)).IsEmpty);
    }

    [Fact]
    public void A_group_in_which_more_changed_is_sent_as_a_whole()
    {
        var grown = WithMembers("10.0.0.1/32", "10.0.0.2/32");
        var after = grown with { SecurityGroups = NodeTable<NodeSecurityGroup>.Of(grown.SecurityGroups.Select(group => group with { Rules = [] })) };
        var update = Transmit(after.Since(Before));
        Assert.Equal(2, Assert.Single(update.SecurityGroups.Set).Members.Count);
        Assert.True(update.Members.IsEmpty);
        Assert.True(after.Since(Before.Apply(update)).IsEmpty);
    }

    [Fact]
    public void The_members_of_a_group_that_is_sent_as_a_whole_are_the_same_pieces_as_before()
    {
        var before = WithMembers([.. Enumerable.Range(0, 200).Select(number => $"10.0.0.{number}/32")]);
        var after = before with { SecurityGroups = NodeTable<NodeSecurityGroup>.Of(before.SecurityGroups.Select(group => group with { Rules = [] })) };
        var received = before.Apply(Transmit(after.Since(before)));
        Assert.Empty(received.SecurityGroups.Find("sg")!.Rules);
        Assert.Equal(before.SecurityGroups.Find("sg")!.Members.Chunks, received.SecurityGroups.Find("sg")!.Members.Chunks, ReferenceEqualityComparer.Instance);
    }

    private static NodeView WithMembers(params string[] members) => Before with
    {
        SecurityGroups = NodeTable<NodeSecurityGroup>.Of(Before.SecurityGroups.Select(group => group with { Members = IpPrefixSet.Of(members.Select(IpPrefix.Parse)) })),
    };

    private static NodeUpdate Transmit(NodeUpdate update)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(update, NodeJson.Default.NodeUpdate);
        return JsonSerializer.Deserialize(json, NodeJson.Default.NodeUpdate)!;
    }

    private static NodeView View(long revision, int mtu, params string[] ports) => new(
        revision,
        NodeTable<NodeNetwork>.Of([new NodeNetwork("net", "internal", "p", mtu, new Segment(SegmentType.Vxlan, null, 7),
            [new NodeSubnet("sub", IpPrefix.Parse("192.168.50.0/24"), IpAddress.Parse("192.168.50.1"), true, [], [new NodeRoute(IpPrefix.Parse("10.0.0.0/8"), IpAddress.Parse("192.168.50.9"))], null, null)],
            "", "dhcp-port", false)]),
        NodeTable<NodePort>.Of(ports.Select((id, i) => new NodePort(id, id, "net", "p", MacAddress.FromValue((ulong)i + 1), [new NodeAddress("sub", IpAddress.V4((uint)i + 5))],
            "vm", "compute:nova", "compute-1", true, false, true, true, ["sg"], [], [new NodeDhcpOption("mtu", null, 4)], "host-" + id, ""))),
        NodeTable<NodeSecurityGroup>.Of([new NodeSecurityGroup("sg", "default", true,
            [new NodeSecurityGroupRule("rule", RuleDirection.Egress, 4, 6, 22, 22, null, IpPrefix.Parse("0.0.0.0/0"))], [IpPrefix.Parse("10.0.0.1/32")])]),
        NodeTable<NodeRouter>.Of([new NodeRouter("r", "r1", "p", true, true, "gw", ["if"], [], [new NodeFloatingIp("f", IpAddress.V4(1), IpAddress.V4(2), "web")])]),
        NodeTable<NodePeer>.Of([new NodePeer("compute-2", IpAddress.Parse("172.29.0.3"))]));
}
