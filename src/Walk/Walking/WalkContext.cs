using Naru.Agent;
using Naru.Agent.Namespaces;
using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.NodeLink;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;
using Naru.Walk.Hosts;
using Naru.Walk.Switching;
using Naru.Walk.Told;
using Segment = Naru.Network.Segments.Segment;

namespace Naru.Walk.Walking;

/// <summary>What both directions of a walk share: the state, the numbers of the hosts, the connections they make, and the addresses in play.</summary>
internal sealed class WalkContext(IStateReader state, IReadOnlyDictionary<string, SwitchView> switches)
{
    private readonly Dictionary<string, HostNumbers> _numbers = [];
    private readonly Dictionary<string, HostModel> _hosts = [];
    private readonly Dictionary<string, BridgedHost> _bridged = [];
    private readonly HashSet<IpAddress> _addresses = [];

    public IStateReader State => state;

    public ConnectionTracking Connections { get; } = new();

    public SpreadChoices Spreads { get; init; } = new(new Dictionary<string, HopPlan>());

    /// <summary>Addresses that were or are on the packet: of them it matters which groups they are members of.</summary>
    public IReadOnlyCollection<IpAddress> Addresses => _addresses;

    /// <summary>The ports at the ends of the walk.</summary>
    public IReadOnlyList<Port> Ends { get; init; } = [];

    public bool IsTarget(IpAddress address) => Ends.Any(port => port.FixedIps.Items.Any(ip => ip.Address == address));

    public void Note(FlowFields packet)
    {
        if (packet.EthType == FlowFields.Arp)
            return;
        _addresses.Add(packet.Source);
        _addresses.Add(packet.Destination);
    }

    public Node? Node(string host) => state.In(NodeTable.Table).Find(host);

    public Port? Port(string? id) => id is null ? null : state.In(PortTable.Table).Find(id);

    public VirtualNetwork? Network(string id) => state.In(NetworkTable.Table).Find(id);

    public Router? Router(string? id) => id is null ? null : state.In(RouterTable.Table).Find(id);

    public IReadOnlyCollection<Subnet> Subnets(string networkId) => SubnetTable.ByNetwork.Of(state, networkId);

    /// <summary>By which a network reaches the outside; null: it is the cloud's own.</summary>
    public Segment? PhysicalSegment(VirtualNetwork network) => SegmentTable.Of(state, network.Id).FirstOrDefault(segment => segment.PhysicalNetwork is not null);

    /// <summary>Whether somebody outside may have an address of a network that no port has.</summary>
    /// <remarks>What the cloud gives away and has not given to anybody is nobody's; the rest of a physical network may be anything.</remarks>
    public bool IsOutside(VirtualNetwork network, IpAddress address)
    {
        if (PhysicalSegment(network) is null)
            return false;
        var subnet = Subnets(network.Id).FirstOrDefault(subnet => subnet.Cidr.Contains(address));
        return subnet is null || address == subnet.GatewayIp || !subnet.AllocationPools.Items.Any(pool => pool.Start <= address && address <= pool.End);
    }

    /// <summary>Whether a host has Linux bridges in the place of Open vSwitch.</summary>
    public bool IsBridged(string host) => Node(host)?.Mechanism == AgentConfiguration.LinuxBridge;

    /// <summary>A host with Open vSwitch that knows of these ports and other hosts.</summary>
    public HostModel? Host(string name, IReadOnlyCollection<Port> ports, IReadOnlyCollection<string> hosts)
    {
        if (Node(name) is not { } node)
            return null;
        if (node.Mechanism != AgentConfiguration.OpenVSwitch)
            throw new UnknownStepException($"host '{name}' is of mechanism '{node.Mechanism}', and only the tables of Open vSwitch and Linux bridges are computed");
        if (!_numbers.TryGetValue(name, out var numbers))
            _numbers.Add(name, numbers = new HostNumbers(node, switches.GetValueOrDefault(name)));
        // The way back meets the same hosts with the same ports; addresses are only ever added.
        var key = KeyOf(name, ports, hosts);
        if (!_hosts.TryGetValue(key, out var host))
        {
            var view = NodeViewBuilder.BuildPart(state, name, new ViewPart(ports, Spread(ports), Addresses) { Hosts = hosts });
            _hosts.Add(key, host = new HostModel(node, view, numbers.Of(view)));
        }
        return host;
    }

    /// <summary>A host with Linux bridges that knows of these ports of a network and other hosts.</summary>
    public BridgedHost? BridgedHost(string name, string networkId, IReadOnlyCollection<Port> ports, IReadOnlyCollection<string> hosts)
    {
        if (!IsBridged(name) || Node(name) is not { } node)
            return null;
        // Any instance on the bridge makes its frames be shown to the rules of IP.
        var instance = PortTable.ByHost.Of(state, name).Where(port => port.NetworkId == networkId && !port.IsNetworkDevice).MinBy(port => port.Id, StringComparer.Ordinal);
        IReadOnlyCollection<Port> known = instance is null || ports.Any(port => port.Id == instance.Id) ? ports : [.. ports, instance];
        var key = KeyOf(name, known, hosts);
        if (!_bridged.TryGetValue(key, out var host))
            _bridged.Add(key, host = new BridgedHost(node, NodeViewBuilder.BuildPart(state, name, new ViewPart(known, [], Addresses) { Hosts = hosts })));
        return host;
    }

    private string KeyOf(string name, IEnumerable<Port> ports, IEnumerable<string> hosts) =>
        $"{name} {_addresses.Count} {string.Join(' ', ports.Select(port => port.Id).Concat(hosts).Order(StringComparer.Ordinal))}";

    private List<Router> Spread(IEnumerable<Port> ports) =>
        [.. ports.Where(port => port.DeviceOwner == DeviceOwners.RouterInterfaceDistributed).Select(port => Router(port.DeviceId)).OfType<Router>().DistinctBy(router => router.Id)];

    public static ApiObject Of(Port port) => new("port", port.Id, port.Name, port.ProjectId);

    public static ApiObject Of(Router router) => new("router", router.Id, router.Name, router.ProjectId);

    public static ApiObject Of(VirtualNetwork network) => new("network", network.Id, network.Name, network.ProjectId);

    public static ApiObject Of(Subnet subnet) => new("subnet", subnet.Id, subnet.Name, subnet.ProjectId);

    public static ApiObject Of(FloatingIp floating) => new("floatingip", floating.Id, floating.FloatingAddress.ToString(), floating.ProjectId);

    public static ApiObject Of(SecurityGroup group) => new("security_group", group.Id, group.Name, group.ProjectId);

    public static ApiObject Of(SecurityGroupRule rule) => new("security_group_rule", rule.Id, "", rule.ProjectId);
}
