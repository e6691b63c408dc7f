using System.Collections.Immutable;
using System.Globalization;
using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Ovsdb.Models.Vswitch;
using Naru.Protocols.Ovsdb.Replica;
using Naru.Protocols.Ovsdb.Values;
using Naru.Protocols.Ovsdb.VirtualSwitch;
using SwitchPort = Naru.Protocols.Ovsdb.Models.Vswitch.Port;

namespace Naru.Agent.OpenVSwitch.Ports;

/// <summary>What this host's Open vSwitch should hold, decided from the view.</summary>
internal sealed class SwitchPlan(string host, AgentConfiguration configuration)
{
    /// <summary>Ports that are not wired are in this VLAN, which reaches nobody.</summary>
    public const ushort DeadVlan = 4095;

    private const long BitsPerKilobit = 1000;

    private static readonly Ownership Ours = new("naru", "agent");
    private static readonly SegmentType[] NoTunnels = [];

    private readonly TrunkBridges _trunks = new(host);

    private readonly SegmentType[] _tunnelTypes = configuration.LocalAddress is null
        ? NoTunnels
        : [.. configuration.TunnelTypes.Select(type => Enum.Parse<SegmentType>(type, ignoreCase: true))];

    /// <param name="lost">Devices of instances that somebody took out of br-int, with their port ids.</param>
    public DesiredSwitch Desired(
        NodeView view,
        IReadOnlyList<ServicePort> services,
        IReadOnlyList<(string Device, string PortId)> lost,
        ImmutableDictionary<string, ushort> vlans,
        ReplicaSnapshot actual)
    {
        var onTrunks = TrunkBridges.Devices(actual);
        var own = services.Select(service => (service.Device, service.PortId))
            .Concat(lost)
            .Concat(PutBack(actual).Where(port => IsOfLocalInstance(view, port.PortId)))
            // An instance that is on its way out is plugged by this agent, and not in the view any more.
            .DistinctBy(port => port.Device)
            .ToList();
        return new DesiredSwitch(Ours)
        {
            Bridges = DesiredBridges(view, actual),
            Ports = [.. Patches(actual), .. Tunnels(view), .. _trunks.Patches(view, vlans, onTrunks, actual), .. own.SelectMany(port => OwnPort(view, port.PortId, port.Device, vlans))],
            Wirings = [.. Wirings(view, own.Select(port => port.Device).ToHashSet(), onTrunks, vlans, actual)],
        };
    }

    /// <summary>Where everything is plugged now; what the switch has not opened yet is not there.</summary>
    public SwitchView View(NodeView view, ImmutableDictionary<string, ushort> vlans, ReplicaSnapshot actual)
    {
        var interfaces = actual.Table<Interface>();
        var plugged = ImmutableDictionary.CreateBuilder<string, uint>();
        var onTrunks = TrunkBridges.Devices(actual);
        foreach (var row in interfaces.Rows)
        {
            if (row.Ofport is > 0 && !onTrunks.Contains(row.Name) && row.ExternalIds.TryGetValue(InterfaceKeys.PortId, out var id))
                plugged[id] = (uint)row.Ofport.Value;
        }
        return new SwitchView(
            host,
            plugged.ToImmutable(),
            vlans,
            Number(Bridges.PatchToTunnel),
            Number(Bridges.PatchToIntegration),
            [.. from tunnel in TunnelsOf(view)
                let number = Number(Bridges.TunnelPort(tunnel.Type, tunnel.Peer.TunnelAddress))
                where number is not null
                select new TunnelPort(tunnel.Type, tunnel.Peer.TunnelAddress, number.Value)],
            [.. from mapping in configuration.BridgeMappings
                let integration = Number(Bridges.PatchToProvider(mapping.Value))
                let bridge = Number(Bridges.PatchFromProvider(mapping.Value))
                where integration is not null && bridge is not null
                select new ProviderBridge(mapping.Key, mapping.Value, integration.Value, bridge.Value)]);

        uint? Number(string name) => interfaces.Named(name) is { Ofport: { } number and > 0 } ? (uint)number : null;
    }

    private EquatableList<DesiredBridge> DesiredBridges(NodeView view, ReplicaSnapshot actual)
    {
        var bridges = new List<DesiredBridge> { NewBridge(Bridges.Integration) };
        if (_tunnelTypes.Length > 0)
            bridges.Add(NewBridge(Bridges.Tunnel));
        // A provider bridge is the operator's, who put the physical device into it; only its flows are ours.
        foreach (var bridge in configuration.BridgeMappings.Values.Distinct())
        {
            if (actual.Table<Bridge>().Named(bridge) is not null)
                bridges.Add(NewBridge(bridge) with { IsAdopted = true });
        }
        bridges.AddRange(_trunks.Of(view).Select(each => NewBridge(each.Trunk.Bridge)));
        return bridges.ToEquatableList();
    }

    private DesiredBridge NewBridge(string name) => new(name)
    {
        DatapathType = configuration.DatapathType,
        FailMode = "secure",
        Protocols = ["OpenFlow10", "OpenFlow13", "OpenFlow14"],
        OtherConfig = Map(("disable-in-band", "true"), ("mac-table-size", "50000")),
    };

    private IEnumerable<DesiredPort> Patches(ReplicaSnapshot actual)
    {
        if (_tunnelTypes.Length > 0)
        {
            yield return Patch(Bridges.Integration, Bridges.PatchToTunnel, Bridges.PatchToIntegration);
            yield return Patch(Bridges.Tunnel, Bridges.PatchToIntegration, Bridges.PatchToTunnel);
        }
        foreach (var bridge in configuration.BridgeMappings.Values.Distinct())
        {
            if (actual.Table<Bridge>().Named(bridge) is null)
                continue;
            yield return Patch(Bridges.Integration, Bridges.PatchToProvider(bridge), Bridges.PatchFromProvider(bridge));
            yield return Patch(bridge, Bridges.PatchFromProvider(bridge), Bridges.PatchToProvider(bridge));
        }
    }

    private static DesiredPort Patch(string bridge, string name, string peer) =>
        new(bridge, name) { Type = InterfaceTypes.Patch, Options = Map(("peer", peer)) };

    private IEnumerable<(SegmentType Type, NodePeer Peer)> TunnelsOf(NodeView view) =>
        from peer in view.Peers.OrderBy(peer => peer.Host)
        where peer.Host != host && peer.TunnelAddress.IsV6 == configuration.LocalAddress?.IsV6
        from type in _tunnelTypes
        select (type, peer);

    private IEnumerable<DesiredPort> Tunnels(NodeView view) =>
        from tunnel in TunnelsOf(view)
        let remote = tunnel.Peer.TunnelAddress
        select new DesiredPort(Bridges.Tunnel, Bridges.TunnelPort(tunnel.Type, remote))
        {
            Type = Bridges.TypeName(tunnel.Type),
            Options = Map(
                ("remote_ip", remote.ToString()),
                ("local_ip", configuration.LocalAddress!.Value.ToString()),
                ("in_key", "flow"),
                ("out_key", "flow"),
                ("df_default", "true"),
                ("egress_pkt_mark", "0")),
        };

    /// <summary>Whether a port is an instance's that somebody else than this agent runs here.</summary>
    public bool IsOfLocalInstance(NodeView view, string portId) =>
        view.Ports.Find(portId) is { IsOfService: false, IsOfShareServer: false } port && port.Host == host && view.Instances.Find(port.DeviceId) is null;

    // What was put back once carries our mark, and stays as long as its port is bound to this host.
    private static IEnumerable<(string Device, string PortId)> PutBack(ReplicaSnapshot actual)
    {
        foreach (var row in actual.Table<Interface>().Rows)
        {
            if (row.ExternalIds.TryGetValue(InterfaceKeys.PortId, out var id) && row is { Error: null, Type: not InterfaceTypes.Patch }
                && actual.Table<SwitchPort>().Named(row.Name) is { } port && port.ExternalIds.TryGetValue(Ours.Key, out var owner) && owner == Ours.Value)
            {
                yield return (row.Name, id);
            }
        }
    }

    private static IEnumerable<DesiredPort> OwnPort(NodeView view, string portId, string device, ImmutableDictionary<string, ushort> vlans)
    {
        if (view.Ports.Find(portId) is not { } port)
            yield break;
        if (port.Trunk is { } trunk)
        {
            yield return new DesiredPort(trunk.Bridge, device) { ExternalIds = DeviceIdentity(port) };
            yield break;
        }
        var vlan = port.IsOfService || port is { IsBound: true, AdminStateUp: true } ? VlanOf(port, vlans) : DeadVlan;
        yield return new DesiredPort(Bridges.Integration, device)
        {
            Tag = vlan,
            ExternalIds = DeviceIdentity(port),
            OtherConfig = Record(port, vlan),
            Limit = LimitOf(port),
        };
    }

    // Instances are plugged by whoever runs them; the agent gives their ports a VLAN, or the dead one while they may not talk.
    private IEnumerable<DesiredWiring> Wirings(
        NodeView view, HashSet<string> own, HashSet<string> onTrunks, ImmutableDictionary<string, ushort> vlans, ReplicaSnapshot actual)
    {
        foreach (var row in actual.Table<Interface>().Rows)
        {
            if (!row.ExternalIds.TryGetValue(InterfaceKeys.PortId, out var id) || own.Contains(row.Name) || row.Type == InterfaceTypes.Patch)
                continue;
            // What is plugged into a trunk bridge carries all VLANs.
            if (onTrunks.Contains(row.Name))
            {
                yield return new DesiredWiring(row.Name);
                continue;
            }
            var port = view.Ports.Find(id);
            var vlan = port is { IsBound: true, AdminStateUp: true } && port.Host == host ? VlanOf(port, vlans) : DeadVlan;
            yield return new DesiredWiring(row.Name)
            {
                Tag = vlan,
                OtherConfig = port is null ? EquatableMap<string, string>.Empty : Record(port, vlan),
                Limit = port is null ? null : LimitOf(port),
            };
        }
    }

    // What the port sends to the instance is what the instance receives.
    private static DesiredLimit? LimitOf(NodePort port) => port.Qos?.IngressBandwidth is { } limit
        ? new DesiredLimit(limit.Rate * BitsPerKilobit, limit.Burst > 0 ? limit.Burst * BitsPerKilobit : null)
        : null;

    internal static ushort VlanOf(NodePort port, ImmutableDictionary<string, ushort> vlans) => vlans.GetValueOrDefault(port.NetworkId, DeadVlan);

    internal static EquatableMap<string, string> Identity(NodePort port) =>
        Map((InterfaceKeys.PortId, port.Id), (InterfaceKeys.Status, "active"), (InterfaceKeys.Mac, port.Mac.ToString()));

    // As Nova writes it for instances, and Neutron for its own ports.
    private static EquatableMap<string, string> DeviceIdentity(NodePort port) => port.IsOfService
        ? Identity(port)
        : Map((InterfaceKeys.PortId, port.Id), (InterfaceKeys.Status, "active"), (InterfaceKeys.Mac, port.Mac.ToString()), (InterfaceKeys.Instance, port.DeviceId));

    internal static EquatableMap<string, string> Record(NodePort port, ushort vlan) => vlan == DeadVlan
        ? EquatableMap<string, string>.Empty
        : Map((LocalVlans.NetworkKey, port.NetworkId), (LocalVlans.TagKey, vlan.ToString(CultureInfo.InvariantCulture)));

    internal static EquatableMap<string, string> Map(params (string Key, string Value)[] pairs) =>
        new(pairs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)));
}
