using Naru.Agent.Firewall;
using Naru.Agent.OpenVSwitch.Ports;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Segments;
using Naru.Network.Trunks;
using Naru.Ovn.Northbound;
using Naru.Primitives;
using Naru.Walk.Switching;
using Naru.Walk.Told;
using Naru.Walk.Walking;

namespace Naru.Walk.Logical;

/// <summary>Where a packet physically is while the logical pipelines work on it: on which host, and by which device of br-int it came.</summary>
/// <remarks>ovn-controller runs all pipelines of a host in its br-int: there is one hop of it for each time that a packet comes and leaves.</remarks>
internal sealed class PhysicalWay(WalkContext context)
{
    /// <summary>ovn-controller has a tunnel port for each other chassis and names it after that (ovn-…); all are Geneve's.</summary>
    private const string TunnelDevice = "ovn-…";

    private const string ProviderCard = "eth1";
    private const string UnderlayCard = "eth0";
    private const int NetworkIdLength = 10;

    private string _device = "";
    private Headers? _before;

    /// <summary>Empty outside.</summary>
    public string Host { get; private set; } = "";

    /// <summary>The device of a port in br-int. Of the ports of a trunk it is the parent's, with tags.</summary>
    public string DeviceOf(Port port) => port.DeviceOwner == DeviceOwners.Distributed
        ? $"tap{port.NetworkId[..Math.Min(NetworkIdLength, port.NetworkId.Length)]}0"
        : BridgedPort.TapOf(TrunkTable.OfSubPort(context.State, port.Id)?.PortId ?? port.Id);

    public void Begin(string host, string device) => (Host, _device, _before) = (host, device, null);

    /// <summary>This is the packet as it comes into br-int.</summary>
    public void Enter(FlowFields packet) => _before ??= Frames.Of(packet);

    /// <summary>Out of br-int to a port of the same host.</summary>
    public Hop Deliver(Port port, FlowFields packet) => Bridge(DeviceOf(port), packet, WalkContext.Of(port));

    /// <summary>Through the tunnel to another host, where the logical pipeline goes on.</summary>
    public IEnumerable<Hop> Tunnel(string host, ApiObject told, FlowFields packet)
    {
        var (from, to) = (AddressOf(Host), AddressOf(host));
        yield return Bridge(TunnelDevice, packet, told);
        yield return new Hop(
            0, Host, HopKind.Underlay, $"{from} → {to}", UnderlayCard, UnderlayCard,
            [new Decision(DecisionKind.Tunnel, "geneve", $"{from} → {to} ({host})")], Frames.Of(packet), Frames.Of(packet), told);
        Begin(host, TunnelDevice);
        Enter(packet);
    }

    /// <summary>Out of a host to the wire of a physical network.</summary>
    public IEnumerable<Hop> ToWire(VirtualNetwork network, Segment segment, FlowFields packet)
    {
        var told = WalkContext.Of(network);
        // br-int itself gives the frame its tag, and takes it away.
        packet.Vlan = TagOf(segment);
        yield return Bridge(FromIntegration(segment), packet, told);
        yield return new Hop(
            0, Host, HopKind.ProviderBridge, BridgeOf(segment), FromProvider(segment), ProviderCard, [new Decision(DecisionKind.Forwarding, "NORMAL", $"{packet.EthDst}")],
            Frames.Of(packet), Frames.Of(packet), told);
        yield return new Hop(0, Host, HopKind.PhysicalNetwork, segment.PhysicalNetwork!, ProviderCard, ProviderCard, [], Frames.Of(packet), Frames.Of(packet), told);
    }

    /// <summary>From the wire of a physical network into a host.</summary>
    public IEnumerable<Hop> FromWire(string host, VirtualNetwork network, Segment segment, FlowFields packet)
    {
        Begin(host, FromIntegration(segment));
        Enter(packet);
        yield return new Hop(
            0, host, HopKind.ProviderBridge, BridgeOf(segment), ProviderCard, FromProvider(segment), [new Decision(DecisionKind.Forwarding, "NORMAL", $"{packet.EthDst}")],
            Frames.Of(packet), Frames.Of(packet), WalkContext.Of(network));
        packet.Vlan = null;
    }

    public bool Reaches(Segment segment) => context.Node(Host) is { } node && node.Carries(segment.NetworkType, segment.PhysicalNetwork);

    public static ushort? TagOf(Segment segment) => segment.NetworkType == "vlan" ? (ushort?)segment.SegmentationId : null;

    private Hop Bridge(string to, FlowFields packet, ApiObject told) =>
        new(0, Host, HopKind.IntegrationBridge, Bridges.Integration, _device, to, [], _before ?? Frames.Of(packet), Frames.Of(packet), told);

    private IpAddress AddressOf(string host) => context.Node(host)?.TunnelAddress
        ?? throw new UnknownStepException($"host '{host}' has no address for tunnels: its chassis is not in the southbound database");

    private string BridgeOf(Segment segment) =>
        context.Node(Host)?.BridgeMappings.Items.FirstOrDefault(mapping => mapping.PhysicalNetwork == segment.PhysicalNetwork)?.Bridge
        ?? throw new UnknownStepException($"host '{Host}' has no bridge for '{segment.PhysicalNetwork}'");

    private static string FromIntegration(Segment segment) => $"patch-{Bridges.Integration}-to-{OvnNames.Localnet(segment.Id)}";

    private static string FromProvider(Segment segment) => $"patch-{OvnNames.Localnet(segment.Id)}-to-{Bridges.Integration}";
}
