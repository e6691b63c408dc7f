using Naru.Agent.Ovn;
using Naru.NodeContract;

namespace Naru.Agent.Specs;

/// <summary>What is dropped in br-int before OVN sees it.</summary>
public sealed class OvnGuardSpecs
{
    private const string Sub = "dddd0004-0000-4000-8000-000000000001";
    private const string OpenSub = "dddd0005-0000-4000-8000-000000000001";

    private static readonly Dictionary<string, uint> Plugged = new() { [Cloud.Vm1] = 5, [Cloud.Vm2] = 6, [Cloud.DhcpPort] = 7 };

    [Fact]
    public void Instances_do_not_advertise_routers_but_where_they_have_no_port_security()
    {
        var open = Port(Cloud.Vm2) with { PortSecurityEnabled = false };
        Assert.Equal(["table=0 priority=1000,icmp6,in_port=5,icmp_type=134 actions=drop"], Flows(Cloud.View(null, open)));
    }

    [Fact]
    public void What_rides_on_a_port_by_a_tag_is_judged_by_itself()
    {
        var parent = Port(Cloud.Vm1) with { Trunk = new NodeTrunk("trunk", [new NodeSubPort(Sub, 100), new NodeSubPort(OpenSub, 101)]) };
        var view = Cloud.View(null, parent, Port(Sub), Port(OpenSub) with { PortSecurityEnabled = false }, Port(Cloud.Vm2) with { Host = "elsewhere" });
        Assert.Equal(
            [
                "table=0 priority=1000,icmp6,in_port=5,vlan_tci=0x0000/0x1fff,icmp_type=134 actions=drop",
                "table=0 priority=1000,icmp6,in_port=5,dl_vlan=100,icmp_type=134 actions=drop",
            ],
            Flows(view));
    }

    private static IEnumerable<string> Flows(NodeView view) => OvnGuard.Flows(view, Cloud.Host, Plugged).Select(flow => $"table={flow.Table} priority={flow.Priority},{flow.Match} actions={flow.Instructions}");

    private static NodePort Port(string id) => Cloud.Port(id, Cloud.Internal, "fa:16:3e:00:00:05", "192.168.50.5", "compute:nova");
}
