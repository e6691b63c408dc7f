using System.Collections.Immutable;
using Naru.Agent.Specs;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.LinuxBridge.Specs;

public sealed class BridgePlanSpecs
{
    private static readonly AgentConfiguration Configuration = new()
    {
        Mechanism = AgentConfiguration.LinuxBridge,
        LocalAddress = IpAddress.Parse("172.29.0.10"),
        InterfaceMappings = ImmutableSortedDictionary<string, string>.Empty.Add("physnet1", "eth1"),
    };

    [Fact]
    public void Names_and_uplinks_are_those_that_operators_of_linux_bridges_know()
    {
        Assert.Equal(new Uplink.Tunnel("vxlan-5", 5, 1450), UplinkOf(new Segment(SegmentType.Vxlan, null, 5)));
        Assert.Equal(new Uplink.Card("eth1"), UplinkOf(new Segment(SegmentType.Flat, "physnet1", 0)));
        Assert.Equal(new Uplink.Vlan("eth1.101", "eth1", 101), UplinkOf(new Segment(SegmentType.Vlan, "physnet1", 101)));
        Assert.Null(UplinkOf(new Segment(SegmentType.Local, null, 0)));
        Assert.Equal("brqaaaaaaaa-00", Of(new Segment(SegmentType.Local, null, 0)).Bridges[0].Name);
        Assert.Equal("a-long-car.4094", BridgeNames.VlanOf("a-long-card0", 4094));
    }

    [Fact]
    public void A_network_that_cannot_be_carried_has_a_reason_and_no_bridge()
    {
        Assert.Contains("'physnet2'", Of(new Segment(SegmentType.Vlan, "physnet2", 5)).Problems[Cloud.Internal].Message, StringComparison.Ordinal);
        Assert.Contains("geneve", Of(new Segment(SegmentType.Geneve, null, 5)).Problems[Cloud.Internal].Message, StringComparison.Ordinal);
        Assert.Empty(Of(new Segment(SegmentType.Geneve, null, 5)).Bridges);
    }

    [Fact]
    public void Ports_of_other_hosts_are_known_before_they_speak()
    {
        var other = IpAddress.Parse("172.29.0.11");
        var remote = Cloud.View().Ports.Find(Cloud.Vm2)! with { Host = "other" }; // It is in the view.
        var view = Cloud.View(null, remote) with { Peers = NodeTable<NodePeer>.Of([new NodePeer("other", other)]) };
        var overlay = Assert.Single(Overlay.Of(view, Cloud.Host, IpAddress.Parse("172.29.0.10")));
        Assert.Equal(Cloud.Internal, overlay.Key);
        Assert.Equal(new Overlay([other], [(remote.Mac, other)], [(IpAddress.Parse("192.168.50.6"), remote.Mac)]), overlay.Value);
        // A tunnel has both ends in one version of IP.
        Assert.Empty(Overlay.Of(view, Cloud.Host, IpAddress.Parse("fd00::1")));
    }

    private static Uplink? UplinkOf(Segment segment) => Assert.Single(Of(segment).Bridges).Uplink;

    private static BridgePlan Of(Segment segment)
    {
        var network = Cloud.View().Networks.Find(Cloud.Internal)! with { Segment = segment }; // It is in the view.
        return BridgePlan.Of(NodeView.Empty with { Networks = NodeTable<NodeNetwork>.Of([network]) }, Configuration);
    }
}
