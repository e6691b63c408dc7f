using Naru.Agent.Firewall;
using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.Network.Nodes;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Walk.Filtering;
using Naru.Walk.Switching;

namespace Naru.Walk.Hosts;

/// <summary>A host as its agent would make it from its view: flow tables and rules of the firewall, each made when a packet comes to it.</summary>
internal sealed class HostModel
{
    /// <summary>The zone of a hybrid port is a number of its host; any does, as long as it is not that of everything else.</summary>
    private const ushort HybridZone = 2;

    private readonly Lazy<FlowTables> _integration;
    private readonly Lazy<FlowTables> _tunnel;
    private readonly Dictionary<string, FlowTables> _providers = [];

    public HostModel(Node node, NodeView view, SwitchView @switch)
    {
        (Node, View, Switch) = (node, view, @switch);
        _integration = new(() => new FlowTables(IntegrationPipeline.Flows(view, @switch)));
        _tunnel = new(() => new FlowTables(TunnelPipeline.Flows(view, @switch)));
        Wired = @switch.LocalPorts(view).ToDictionary(port => port.Number);
    }

    public Node Node { get; }

    public string Name => Node.Id;

    public NodeView View { get; }

    public SwitchView Switch { get; }

    /// <summary>The ports that carry packets, by their number on br-int.</summary>
    public IReadOnlyDictionary<uint, LocalPort> Wired { get; }

    public FlowTables Integration => _integration.Value;

    public FlowTables Tunnel => _tunnel.Value;

    public FlowTables Provider(ProviderBridge bridge)
    {
        if (!_providers.TryGetValue(bridge.Bridge, out var tables))
            _providers.Add(bridge.Bridge, tables = new FlowTables(ProviderPipeline.Flows(View, Switch, bridge)));
        return tables;
    }

    /// <summary>The rules that a hybrid port's frames meet on its Linux bridge.</summary>
    public NftTables Firewall(NodePort port)
    {
        HybridPort[] ports = [new(port, HybridZone)];
        var rules = new Dictionary<string, PortRules> { [port.Id] = PortRules.Of(View, port) };
        return new NftTables(HybridTables.Bridge(ports), HybridTables.Inet(ports, rules));
    }

    public NodeNetwork? NetworkOf(ushort vlan) =>
        View.Networks.FirstOrDefault(network => Switch.LocalVlans.TryGetValue(network.Id, out var own) && own == vlan);

    /// <summary>The port of br-int behind which a MAC address is, as the switch has learned; null: not known, and frames to it are flooded.</summary>
    public uint? Find(ushort vlan, MacAddress mac)
    {
        if (NetworkOf(vlan) is not { } network)
            return null;
        foreach (var (number, port) in Wired)
        {
            if (port.LocalVlan == vlan && port.Macs.Contains(mac))
                return number;
        }
        var isElsewhere = mac == OutsideMac || View.Ports.Any(port => port.NetworkId == network.Id && port.Host != Name && port.Mac == mac);
        if (!isElsewhere)
            return null;
        return network.Segment.IsTunnel ? Switch.PatchToTunnel : Switch.Provider(network.Segment.PhysicalNetwork)?.IntegrationPort;
    }

    /// <summary>Stands for the MAC addresses of the outside, which the cloud does not know.</summary>
    public static readonly MacAddress OutsideMac = MacAddress.Parse("02:00:00:00:00:00");
}
