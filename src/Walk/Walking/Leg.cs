using System.Collections.Immutable;
using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.Agent.OpenVSwitch.Ports;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Protocols.OpenFlow;
using Naru.Walk.Filtering;
using Naru.Walk.Hosts;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>Takes one frame through one network: bridges, tunnels and wires between the port that sends it and all places where it comes out.</summary>
/// <param name="origin">The host from which it is sent; empty outside.</param>
/// <param name="ports">The ports of the network that matter: sender, receiver, and whoever may use their addresses.</param>
internal sealed class Leg(WalkContext context, VirtualNetwork network, string origin, IReadOnlyCollection<Port> ports) : ILegTransit
{
    private const string PhysicalDevice = "eth1";
    private const string UnderlayDevice = "eth0";

    private readonly Dictionary<string, HostModel?> _hosts = [];
    private readonly List<LegEnd> _ends = [];
    private BridgedCrossing? _crossing;
    private readonly IReadOnlyCollection<string> _names = [.. ports.Select(port => port.Binding.Host).Append(origin).Where(host => host.Length > 0).Distinct()];

    /// <summary>From a port of a host.</summary>
    public IReadOnlyList<LegEnd> Send(Port from, FlowFields packet)
    {
        _ends.Clear();
        if (Bridged(origin) is { } bridged)
        {
            Crossing.Send(bridged, from, packet);
            return _ends;
        }
        if (Host(origin) is not { } host || host.Switch.LocalPorts(host.View).FirstOrDefault(port => port.Port.Id == from.Id) is not { } local)
        {
            End([], packet, new LegDrop(DropReason.PortDown, ""));
            return _ends;
        }
        if (ThroughPlug(host, from, packet, isFromInstance: true, []) is { } hops)
            IntoIntegration(host, local.Number, packet, hops);
        return _ends;
    }

    /// <summary>From the outside, by the wire of the network's physical network, to the hosts that are on it.</summary>
    public IReadOnlyList<LegEnd> SendFromOutside(string physicalNetwork, ushort? tag, FlowFields packet)
    {
        _ends.Clear();
        var arriving = packet.HeadersOnly();
        arriving.Vlan = tag;
        IntoHostsOf(physicalNetwork, arriving, "", []);
        return _ends;
    }

    void ILegTransit.End(LegEnd end) => _ends.Add(end);

    private BridgedCrossing Crossing => _crossing ??= new BridgedCrossing(context, network, this);

    private BridgedHost? Bridged(string name) => context.BridgedHost(name, network.Id, ports, _names);

    private HostModel? Host(string name)
    {
        if (!_hosts.TryGetValue(name, out var host))
            _hosts.Add(name, host = name.Length == 0 || context.IsBridged(name) ? null : context.Host(name, ports, _names));
        return host;
    }

    private void End(ImmutableList<Hop> hops, FlowFields packet, LegDrop dropped) => _ends.Add(new LegEnd(hops, packet, null, IsOutside: false, dropped));

    /// <summary>Between the owner of a port and br-int.</summary>
    /// <returns>The hops so far; null where it ended.</returns>
    private ImmutableList<Hop>? ThroughPlug(HostModel host, Port port, FlowFields packet, bool isFromInstance, ImmutableList<Hop> hops)
    {
        var plug = PortPlug.Of(context.State, port);
        return plug.Kind switch
        {
            PlugKind.Hybrid => ThroughLinuxBridge(host, port, plug, packet, isFromInstance, hops),
            PlugKind.Trunk => hops.Add(OnTrunk(host, port, plug, packet, isFromInstance)),
            _ => hops,
        };
    }

    // The tags of its ports do the work; there is nothing to look up.
    private static Hop OnTrunk(HostModel host, Port port, PortPlug plug, FlowFields packet, bool isFromInstance)
    {
        var untagged = Frames.Of(packet);
        var tagged = untagged with { Vlan = plug.Tag };
        return isFromInstance
            ? new Hop(0, host.Name, HopKind.TrunkBridge, plug.Between, plug.Outer, plug.Inner, [], tagged, untagged, WalkContext.Of(port))
            : new Hop(0, host.Name, HopKind.TrunkBridge, plug.Between, plug.Inner, plug.Outer, [], untagged, tagged, WalkContext.Of(port));
    }

    private ImmutableList<Hop>? ThroughLinuxBridge(
        HostModel host, Port port, PortPlug plug, FlowFields packet, bool isFromInstance, ImmutableList<Hop> hops)
    {
        var view = host.View.Ports.Find(port.Id)!; // It is wired, so the view has it.
        var bridge = plug.Between;
        var (from, to) = isFromInstance ? (plug.Outer, plug.Inner) : (plug.Inner, plug.Outer);
        var before = Frames.Of(packet);
        var hits = new List<NftHit>();
        var passes = LinuxBridge.Pass(
            host.Firewall(view), new LinuxHooks(host.Firewall(view), context.Connections, $"{host.Name}/{bridge}"), packet, from, to, bridge, hits);
        var decisions = RuleDecisions.Of(hits).ToList();
        if (passes && !hits.Exists(RuleDecisions.IsOfKnownConnection))
            decisions.AddRange(SecurityRules.Decisions(context, port, isFromInstance ? NodeContract.RuleDirection.Egress : NodeContract.RuleDirection.Ingress, packet));
        var hop = new Hop(
            0, host.Name, HopKind.LinuxBridge, bridge, from, passes ? to : "", [.. decisions], before, Frames.Of(packet), WalkContext.Of(port));
        if (passes)
            return hops.Add(hop);
        End(hops.Add(hop), packet, RuleDecisions.DropOf(hits));
        return null;
    }

    private void IntoIntegration(HostModel host, uint inPort, FlowFields packet, ImmutableList<Hop> hops)
    {
        var run = Run(host, host.Integration, inPort, packet);
        var sender = host.Wired.GetValueOrDefault(inPort);
        var from = IntegrationDevice(host, inPort);
        var isSent = false;
        foreach (var output in run.Outputs)
        {
            foreach (var (number, leaving) in Resolve(host, inPort, sender, output))
            {
                isSent = true;
                var decisions = Decisions(host, HopKind.IntegrationBridge, output.Steps, output, leaving.Packet, number);
                var hop = new Hop(
                    0, host.Name, HopKind.IntegrationBridge, Bridges.Integration, from, IntegrationDevice(host, number),
                    [.. decisions], Frames.Of(packet), Frames.Of(leaving.Packet), OwnerOf(sender, host, number));
                LeaveIntegration(host, number, leaving.Packet, hops.Add(hop));
            }
        }
        if (!isSent)
        {
            var receiver = sender is null ? null : WalkContext.Of(context.Port(sender.Port.Id)!); // A wired port exists.
            var hop = new Hop(
                0, host.Name, HopKind.IntegrationBridge, Bridges.Integration, from, "", [.. Decisions(host, HopKind.IntegrationBridge, run.Last, null, packet, 0)],
                Frames.Of(packet), Frames.Of(packet), receiver);
            End(hops.Add(hop), packet, IntegrationDrops.Of(run.Last));
        }
    }

    private void LeaveIntegration(HostModel host, uint number, FlowFields packet, ImmutableList<Hop> hops)
    {
        if (host.Wired.TryGetValue(number, out var receiver))
        {
            var port = context.Port(receiver.Port.Id)!; // A wired port exists.
            if (ThroughPlug(host, port, packet, isFromInstance: false, hops) is { } passed)
                _ends.Add(new LegEnd(passed, packet, port, IsOutside: false, null));
        }
        else if (number == host.Switch.PatchToTunnel && host.Switch.PatchToIntegration is { } patch)
        {
            IntoTunnel(host, patch, packet, null, hops);
        }
        else if (host.Switch.Providers.Items.FirstOrDefault(provider => provider.IntegrationPort == number) is { } provider)
        {
            IntoProvider(host, provider, provider.BridgePort, packet, hops);
        }
        else
        {
            throw new UnknownStepException($"br-int of {host.Name} sends to port {number}, which is not known.");
        }
    }

    private void IntoTunnel(HostModel host, uint inPort, FlowFields packet, TunnelHeader? tunnel, ImmutableList<Hop> hops)
    {
        var run = Run(host, host.Tunnel, inPort, packet, tunnel?.Id);
        var from = TunnelDevice(host, inPort);
        foreach (var output in run.Outputs)
        {
            var number = output.Port == OfPort.InPort ? inPort : output.Port;
            var leaving = output.Packet.HeadersOnly();
            var outer = OuterHeader(host, number, output.Packet);
            var hop = new Hop(
                0, host.Name, HopKind.TunnelBridge, Bridges.Tunnel, from, TunnelDevice(host, number),
                [.. Decisions(host, HopKind.TunnelBridge, output.Steps, output, leaving, number)], Frames.Of(packet, tunnel), Frames.Of(leaving, outer), WalkContext.Of(network));
            if (number == host.Switch.PatchToIntegration && host.Switch.PatchToTunnel is { } patch)
                IntoIntegration(host, patch, leaving, hops.Add(hop));
            else if (outer is not null)
                OverUnderlay(host.Name, outer, leaving, hops.Add(hop));
            else
                throw new UnknownStepException($"br-tun of {host.Name} sends to port {number}, which is not known.");
        }
        if (run.Outputs.Count > 0)
            return;
        var ended = new Hop(
            0, host.Name, HopKind.TunnelBridge, Bridges.Tunnel, from, "", [.. Decisions(host, HopKind.TunnelBridge, run.Last, null, packet, 0)],
            Frames.Of(packet, tunnel), Frames.Of(packet, tunnel), WalkContext.Of(network));
        End(hops.Add(ended), packet, new LegDrop(DropReason.AddressUnknown, $"{run.Last[^1].Flow}"));
    }

    public void OverUnderlay(string host, TunnelHeader outer, FlowFields packet, ImmutableList<Hop> hops)
    {
        var other = _names.FirstOrDefault(name => name != host && context.Node(name)?.TunnelAddress == outer.Destination);
        var hop = new Hop(
            0, host, HopKind.Underlay, $"{outer.Source} → {outer.Destination}", UnderlayDevice, UnderlayDevice,
            [new Decision(DecisionKind.Tunnel, Bridges.TypeName(outer.Type), $"id 0x{outer.Id:x}, {outer.Source} → {outer.Destination}{(other is null ? "" : $" ({other})")}")],
            Frames.Of(packet, outer), Frames.Of(packet, outer), WalkContext.Of(network));
        if (other is null)
            return;
        if (Bridged(other) is { } bridged)
            Crossing.ReceiveFromTunnel(bridged, outer, packet.HeadersOnly(), hops.Add(hop));
        else if (Host(other) is { } model && model.Switch.Tunnel(outer.Type, outer.Source) is { } tunnel)
            IntoTunnel(model, tunnel.Number, packet.HeadersOnly(), outer, hops.Add(hop));
    }

    private void IntoProvider(HostModel host, ProviderBridge provider, uint inPort, FlowFields packet, ImmutableList<Hop> hops)
    {
        var run = Run(host, host.Provider(provider), inPort, packet);
        var isFromWire = inPort != provider.BridgePort;
        var from = isFromWire ? PhysicalDevice : Bridges.PatchFromProvider(provider.Bridge);
        foreach (var output in run.Outputs)
        {
            if (output.Port != OfPort.Normal)
                throw new UnknownStepException($"{provider.Bridge} of {host.Name} sends to port {output.Port}, which is not known.");
            var leaving = output.Packet.HeadersOnly();
            var to = isFromWire ? Bridges.PatchFromProvider(provider.Bridge) : PhysicalDevice;
            var hop = new Hop(
                0, host.Name, HopKind.ProviderBridge, provider.Bridge, from, to,
                [.. Decisions(host, HopKind.ProviderBridge, output.Steps, output, leaving, 0)], Frames.Of(packet), Frames.Of(leaving), WalkContext.Of(network));
            if (isFromWire)
                IntoIntegration(host, provider.IntegrationPort, leaving, hops.Add(hop));
            else
                OverPhysicalNetwork(host.Name, provider.PhysicalNetwork, leaving, hops.Add(hop));
        }
        if (run.Outputs.Count > 0)
            return;
        var ended = new Hop(
            0, host.Name, HopKind.ProviderBridge, provider.Bridge, from, "", [.. Decisions(host, HopKind.ProviderBridge, run.Last, null, packet, 0)],
            Frames.Of(packet), Frames.Of(packet), WalkContext.Of(network));
        End(hops.Add(ended), packet, new LegDrop(DropReason.NoSegment, $"{run.Last[^1].Flow}"));
    }

    public void OverPhysicalNetwork(string host, string physicalNetwork, FlowFields packet, ImmutableList<Hop> hops)
    {
        var hop = new Hop(
            0, host, HopKind.PhysicalNetwork, physicalNetwork, PhysicalDevice, PhysicalDevice, [], Frames.Of(packet), Frames.Of(packet), WalkContext.Of(network));
        if (!ports.Any(port => port.MacAddress == packet.EthDst))
            _ends.Add(new LegEnd(hops.Add(hop), packet, null, IsOutside: true, null));
        IntoHostsOf(physicalNetwork, packet, host, hops.Add(hop));
    }

    private void IntoHostsOf(string physicalNetwork, FlowFields packet, string except, ImmutableList<Hop> hops)
    {
        var isForAll = packet.EthDst.IsMulticast;
        foreach (var name in ports.Where(port => isForAll || port.MacAddress == packet.EthDst).Select(port => port.Binding.Host).Distinct())
        {
            if (name != except && Bridged(name) is { } bridged)
                Crossing.ReceiveFromWire(bridged, packet, hops);
            if (name == except || Host(name) is not { } host || host.Switch.Provider(physicalNetwork) is not { } provider)
                continue;
            // The physical device is any port of the bridge that is not the patch.
            IntoProvider(host, provider, provider.BridgePort == 1 ? 2u : 1u, packet.HeadersOnly(), hops);
        }
    }

    private FlowRun Run(HostModel host, FlowTables tables, uint inPort, FlowFields packet, uint? tunnelId = null)
    {
        var run = new FlowRun(tables, context.Connections, host.Name);
        var entering = packet.Clone();
        entering[Oxm.InPort] = inPort;
        if (tunnelId is { } id)
            entering[Oxm.TunId] = id;
        run.Run(entering);
        return run;
    }

    /// <summary>The ports of br-int that an output means, and the packet as it leaves by each.</summary>
    private IEnumerable<(uint Number, FlowOutput Leaving)> Resolve(HostModel host, uint inPort, LocalPort? sender, FlowOutput output)
    {
        if (output.Port == OfPort.InPort)
            return [(inPort, output with { Packet = output.Packet.HeadersOnly() })];
        if (output.Port != OfPort.Normal)
            return [(output.Port, output with { Packet = output.Packet.HeadersOnly() })];
        // An access port's frames are in the VLAN of the port's tag, which NORMAL gives and takes.
        var vlan = output.Packet.Vlan ?? sender?.LocalVlan ?? 0;
        if (output.Packet.EthDst.IsMulticast || host.Find(vlan, output.Packet.EthDst) is not { } known)
            return Flood(host, vlan).Where(number => number != inPort).Select(number => (number, Leaving(host, output, number, vlan)));
        return known == inPort ? [] : [(known, Leaving(host, output, known, vlan))];
    }

    private static IEnumerable<uint> Flood(HostModel host, ushort vlan)
    {
        var access = host.Wired.Where(pair => pair.Value.LocalVlan == vlan).Select(pair => pair.Key);
        var trunks = host.Switch.Providers.Select(provider => provider.IntegrationPort);
        return host.Switch.PatchToTunnel is { } patch ? access.Concat(trunks).Append(patch) : access.Concat(trunks);
    }

    private static FlowOutput Leaving(HostModel host, FlowOutput output, uint number, ushort vlan)
    {
        var packet = output.Packet.HeadersOnly();
        packet.Vlan = host.Wired.ContainsKey(number) || vlan == 0 ? null : vlan;
        return output with { Packet = packet };
    }

    private TunnelHeader? OuterHeader(HostModel host, uint number, FlowFields packet) =>
        host.Switch.Tunnels.Items.FirstOrDefault(tunnel => tunnel.Number == number) is { } tunnel && host.Node.TunnelAddress is { } own
            ? new TunnelHeader(tunnel.Type, (uint)packet[Oxm.TunId], own, tunnel.Remote)
            : null;

    private List<Decision> Decisions(HostModel host, HopKind kind, IReadOnlyList<FlowStep> steps, FlowOutput? output, FlowFields leaving, uint number)
    {
        var decisions = FlowDecisions.Of(context, host, kind, network, ports, steps, output?.Packet ?? leaving);
        if (output is { Port: OfPort.Normal } && number != 0)
        {
            decisions.Add(new Decision(
                DecisionKind.Forwarding, "NORMAL", $"{leaving.EthDst} → {IntegrationDevice(host, number)}"));
        }
        return decisions;
    }

    private ApiObject? OwnerOf(LocalPort? sender, HostModel host, uint number)
    {
        var local = sender ?? host.Wired.GetValueOrDefault(number);
        return local is null ? WalkContext.Of(network) : WalkContext.Of(context.Port(local.Port.Id)!); // A wired port exists.
    }

    private string IntegrationDevice(HostModel host, uint number)
    {
        if (host.Wired.TryGetValue(number, out var port))
            return PortPlug.Of(context.State, context.Port(port.Port.Id)!).OnSwitch; // A wired port exists.
        if (number == host.Switch.PatchToTunnel)
            return Bridges.PatchToTunnel;
        return host.Switch.Providers.Items.FirstOrDefault(provider => provider.IntegrationPort == number) is { } provider
            ? Bridges.PatchToProvider(provider.Bridge)
            : $"port {number}";
    }

    private static string TunnelDevice(HostModel host, uint number)
    {
        if (number == host.Switch.PatchToIntegration)
            return Bridges.PatchToIntegration;
        return host.Switch.Tunnels.Items.FirstOrDefault(tunnel => tunnel.Number == number) is { } tunnel
            ? Bridges.TunnelPort(tunnel.Type, tunnel.Remote)
            : $"port {number}";
    }
}
