using Naru.Agent.Specs;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Firewall.Specs;

public sealed class LinuxBridgeTablesSpecs
{
    private static readonly NodeSecurityGroup Web = new(
        Cloud.Web, "web", Stateful: true,
        [
            Cloud.Rule(RuleDirection.Egress),
            Cloud.Rule(RuleDirection.Ingress, protocol: 6, min: 80, max: 80),
            Cloud.Rule(RuleDirection.Ingress, protocol: 1, group: Cloud.Clients),
        ],
        []);

    private static readonly NodeSecurityGroup Clients = new(Cloud.Clients, "clients", Stateful: false, [Cloud.Rule(RuleDirection.Egress)], [IpPrefix.Parse("192.168.50.6/32")]);

    [Fact]
    public void Ports_of_one_bridge_are_judged_by_marks_of_both_ends() => Golden.Match(Text(
        Port(Cloud.Vm1) with { SecurityGroupIds = [Cloud.Web] },
        Port(Cloud.Vm2) with { SecurityGroupIds = [Cloud.Clients] },
        Port(Cloud.Vm3) with { PortSecurityEnabled = false }), "nft");

    [Fact]
    public void Policies_limit_and_mark_what_a_port_sends() => Golden.Match(
        LinuxBridgeQos.Table([new LinuxBridgePort(
            Port(Cloud.Vm1) with
            {
                Qos = new NodeQos("policy", new NodeRate(1000, 0), new NodeRate(2000, 0), new NodeRate(500, 50), new NodeRate(600, 0), DscpMark: 26),
            },
            7,
            1)]).ToString(),
        "nft");

    private static NodePort Port(string id) => Cloud.View().Ports.Find(id)!; // It is in the view.

    private static string Text(params NodePort[] ports)
    {
        var view = Cloud.View(null, ports) with { SecurityGroups = NodeTable<NodeSecurityGroup>.Of([Web, Clients]) };
        List<LinuxBridgePort> plugged = [.. ports.Select((port, index) => new LinuxBridgePort(port, port.NetworkId == Cloud.Internal ? (ushort)7 : (ushort)9, (ushort)(index + 1)))];
        var rules = ports.ToDictionary(port => port.Id, port => PortRules.Of(view, port));
        return $"{LinuxBridgeTables.Bridge(plugged, ["vxlan-1"])}{LinuxBridgeTables.Inet(plugged, rules)}";
    }
}
