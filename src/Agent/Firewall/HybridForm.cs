using Naru.Agent.Nftables;
using Naru.NodeContract;
using Naru.Protocols.Netlink.Route;

namespace Naru.Agent.Firewall;

/// <summary>Hybrid ports of Open vSwitch: each has a bridge of its own; see <see cref="HybridTables"/>.</summary>
internal sealed class HybridForm : IFirewallForm<HybridPort>
{
    public bool Covers(NodePort port) => port.HybridPlug;

    public IEnumerable<HybridPort> Plugged(IEnumerable<NodePort> ports, IReadOnlyDictionary<string, Link> links) =>
        from port in ports
        let bridge = links.GetValueOrDefault(HybridPort.BridgeOf(port.Id))
        where bridge is not null
            && links.GetValueOrDefault(BridgedPort.TapOf(port.Id))?.Master == bridge.Index
            && links.GetValueOrDefault(HybridPort.UplinkOf(port.Id))?.Master == bridge.Index
        select new HybridPort(port, BridgedPort.ZoneOf(bridge.Index));

    public IEnumerable<string> Others(IReadOnlyCollection<HybridPort> ports, IReadOnlyDictionary<string, Link> links) => [];

    public TablePlan[] Tables(IReadOnlyList<HybridPort> ports, IReadOnlyList<string> others, IReadOnlyDictionary<string, PortRules> rules) =>
        [HybridTables.Bridge(ports), HybridTables.Inet(ports, rules)];

    public string Expected(NodePort port) =>
        $"a bridge '{HybridPort.BridgeOf(port.Id)}' with '{BridgedPort.TapOf(port.Id)}' and '{HybridPort.UplinkOf(port.Id)}'";
}
