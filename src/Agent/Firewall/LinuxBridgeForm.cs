using Naru.Agent.LinuxBridge;
using Naru.Agent.Nftables;
using Naru.NodeContract;
using Naru.Protocols.Netlink.Route;

namespace Naru.Agent.Firewall;

/// <summary>Ports on bridges of networks; see <see cref="LinuxBridgeTables"/>.</summary>
/// <remarks>A port is guarded as soon as its device and the bridge exist, before the one joins the other.</remarks>
internal sealed class LinuxBridgeForm : IFirewallForm<LinuxBridgePort>
{
    /// <summary>By port id. A port keeps its number while it is plugged; after a restart the tables are replaced at once.</summary>
    private readonly Dictionary<string, ushort> _numbers = [];

    public bool Covers(NodePort port) => !port.IsOfService;

    public IEnumerable<LinuxBridgePort> Plugged(IEnumerable<NodePort> ports, IReadOnlyDictionary<string, Link> links)
    {
        var plugged = (
            from port in ports
            let bridge = links.GetValueOrDefault(BridgeNames.BridgeOf(port.NetworkId))
            where bridge is not null && links.ContainsKey(BridgedPort.TapOf(port.Id))
            select (Port: port, Bridge: bridge.Index)).ToList();
        var ids = plugged.Select(each => each.Port.Id).ToHashSet();
        foreach (var gone in _numbers.Keys.Where(id => !ids.Contains(id)).ToList())
            _numbers.Remove(gone);
        return [.. plugged.Select(each => new LinuxBridgePort(each.Port, BridgedPort.ZoneOf(each.Bridge), NumberOf(each.Port.Id)))];
    }

    public IEnumerable<string> Others(IReadOnlyCollection<LinuxBridgePort> ports, IReadOnlyDictionary<string, Link> links)
    {
        var bridges = ports.Select(port => links.GetValueOrDefault(port.Bridge)?.Index).ToHashSet();
        var taps = ports.Select(port => port.Tap).ToHashSet();
        return links.Values.Where(link => link.Master is { } master && bridges.Contains(master) && !taps.Contains(link.Name))
            .Select(link => link.Name).Order(StringComparer.Ordinal);
    }

    public TablePlan[] Tables(IReadOnlyList<LinuxBridgePort> ports, IReadOnlyList<string> others, IReadOnlyDictionary<string, PortRules> rules) =>
        [LinuxBridgeTables.Bridge(ports, others), LinuxBridgeTables.Inet(ports, rules), LinuxBridgeQos.Table(ports)];

    public string Expected(NodePort port) => $"a bridge '{BridgeNames.BridgeOf(port.NetworkId)}' and a device '{BridgedPort.TapOf(port.Id)}'";

    private ushort NumberOf(string portId)
    {
        if (_numbers.TryGetValue(portId, out var known))
            return known;
        var taken = _numbers.Values.ToHashSet();
        ushort free = 1;
        while (taken.Contains(free))
            free++;
        return _numbers[portId] = free;
    }
}
