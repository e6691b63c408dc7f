using System.Collections.Immutable;
using Naru.Agent;
using Naru.Agent.Firewall;
using Naru.Agent.LinuxBridge;
using Naru.Agent.Nftables;
using Naru.Network.Nodes;
using Naru.NodeContract;
using Naru.Walk.Filtering;

namespace Naru.Walk.Hosts;

/// <summary>A host with Linux bridges as its agent would make it from its view: bridges, what they know of other hosts, and the rules of its ports.</summary>
internal sealed class BridgedHost
{
    private const string NoFirewall = "none";

    /// <summary>The zone of a bridge is a number of its host; any does, as long as it is not that of everything else.</summary>
    private const ushort BridgeZone = 2;

    private readonly BridgePlan _plan;
    private readonly Dictionary<string, Overlay> _overlays;
    private readonly Dictionary<string, NftTables> _rules = [];

    public BridgedHost(Node node, NodeView view)
    {
        (Node, View) = (node, view);
        _plan = BridgePlan.Of(view, new AgentConfiguration
        {
            Mechanism = AgentConfiguration.LinuxBridge,
            LocalAddress = node.TunnelAddress,
            InterfaceMappings = node.BridgeMappings.ToImmutableSortedDictionary(mapping => mapping.PhysicalNetwork, mapping => mapping.Bridge),
        });
        _overlays = node.TunnelAddress is { } local ? Overlay.Of(view, node.Id, local) : [];
    }

    public Node Node { get; }

    public string Name => Node.Id;

    public NodeView View { get; }

    /// <summary>Null: the host does not carry the network.</summary>
    public NetworkBridge? BridgeOf(string networkId) => _plan.Bridges.Items.FirstOrDefault(bridge => bridge.NetworkId == networkId);

    /// <summary>What a bridge and its tunnel are told of other hosts: nothing where it has none, and what is behind its card is learned.</summary>
    public Overlay OverlayOf(NetworkBridge bridge) =>
        bridge.Uplink is Uplink.Tunnel && _overlays.TryGetValue(bridge.NetworkId, out var overlay) ? overlay : new Overlay([], [], []);

    /// <summary>The ports whose devices are in the bridge of a network.</summary>
    public IEnumerable<NodePort> WiredTo(string networkId) =>
        View.Ports.Where(port => port.NetworkId == networkId && port.Host == Name && port.IsBound && (port.IsOfService || port.AdminStateUp));

    /// <summary>Whether its frames are shown to the rules of IP: only bridges with instances are.</summary>
    public bool IsFiltered(string networkId) => Node.Firewall != NoFirewall && WiredTo(networkId).Any(port => !port.IsOfService);

    /// <summary>The rules that frames meet on the bridge of a network.</summary>
    public NftTables RulesOf(NetworkBridge bridge)
    {
        if (!_rules.TryGetValue(bridge.NetworkId, out var tables))
            _rules.Add(bridge.NetworkId, tables = IsFiltered(bridge.NetworkId) ? new NftTables(Tables(bridge)) : new NftTables());
        return tables;
    }

    private TablePlan[] Tables(NetworkBridge bridge)
    {
        var wired = WiredTo(bridge.NetworkId).OrderBy(port => port.Id, StringComparer.Ordinal).ToList();
        var ports = wired.Where(port => !port.IsOfService).Select((port, index) => new LinuxBridgePort(port, BridgeZone, (ushort)(index + 1))).ToList();
        var others = wired.Where(port => port.IsOfService).Select(port => BridgedPort.TapOf(port.Id));
        if (bridge.Uplink is { } uplink)
            others = others.Append(uplink.Device);
        var rules = ports.ToDictionary(port => port.Port.Id, port => PortRules.Of(View, port.Port));
        return [LinuxBridgeTables.Bridge(ports, [.. others]), LinuxBridgeTables.Inet(ports, rules), LinuxBridgeQos.Table(ports)];
    }
}
