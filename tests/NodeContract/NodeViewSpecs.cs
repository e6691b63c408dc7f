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
