using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>All flows of br-tun.</summary>
/// <remarks>
/// The server tells which host every port of a network is on, so unicast goes to that host at once and broadcast only to hosts
/// that have a port of the network. What the server does not know (addresses behind a port) is learned from arriving packets.
/// </remarks>
public static class TunnelPipeline
{
    private const ushort Known = 2;
    private const ushort Learned = 1;
    private const ushort Ordinary = 1;
    private const ushort Default = 0;

    private const ushort LearnedSeconds = 300;

    private static readonly MacAddress MulticastBit = MacAddress.Parse("01:00:00:00:00:00");

    public static IEnumerable<Flow> Flows(NodeView node, SwitchView @switch) => Flows(node, @switch, new FlowMemo());

    /// <param name="memo">What the round before has made for this bridge.</param>
    public static IEnumerable<Flow> Flows(NodeView node, SwitchView @switch, FlowMemo memo)
    {
        memo.BeginRound();
        if (@switch.PatchToIntegration is not { } patch)
            return [];
        var networks = node.Networks
            .Where(network => network.Segment.IsTunnel && @switch.LocalVlans.ContainsKey(network.Id))
            .OrderBy(network => network.Id)
            .ToList();
        var isDistributed = DistributedRouting.OwnMac(node, @switch) is not null;
        return Base(patch, isDistributed)
            .Concat(@switch.Tunnels.Select(FromTunnel))
            .Concat(networks.Select(network => ToLocalVlan(network, @switch.LocalVlans[network.Id], isDistributed)))
            .Concat(ToHosts(node, @switch, networks, memo))
            .Concat(DistributedRouting.TunnelFlows(node, @switch, patch));
    }

    private static IEnumerable<Flow> Base(uint patch, bool isDistributed)
    {
        var first = isDistributed ? TunnelTables.DistributedProcess : TunnelTables.PatchToTunnel;
        yield return TunnelTables.Entry.Flow(Ordinary, Match.Any.InPort(patch), Instructions.Goto(first.Number));
        yield return TunnelTables.Entry.Flow(Default, Match.Any, Instructions.Drop);
        yield return TunnelTables.PatchToTunnel.Flow(
            Ordinary, Match.Any.Arp().EthDst(MacAddress.Broadcast), Instructions.Goto(TunnelTables.ArpResponder.Number));
        yield return TunnelTables.PatchToTunnel.Flow(
            Default, Match.Any.EthDst(MacAddress.Zero, MulticastBit), Instructions.Goto(TunnelTables.UnicastToTunnel.Number));
        yield return TunnelTables.PatchToTunnel.Flow(
            Default, Match.Any.EthDst(MulticastBit, MulticastBit), Instructions.Goto(TunnelTables.FloodToTunnel.Number));
        yield return TunnelTables.FromGre.Flow(Default, Match.Any, Instructions.Drop);
        yield return TunnelTables.FromVxlan.Flow(Default, Match.Any, Instructions.Drop);
        yield return TunnelTables.FromGeneve.Flow(Default, Match.Any, Instructions.Drop);
        yield return TunnelTables.LearnFromTunnel.Flow(Ordinary, Match.Any, Instructions.Actions(LearnSender(), Act.Output(patch)));
        yield return TunnelTables.UnicastToTunnel.Flow(Default, Match.Any, Instructions.Goto(TunnelTables.FloodToTunnel.Number));
        yield return TunnelTables.ArpResponder.Flow(Default, Match.Any, Instructions.Goto(TunnelTables.FloodToTunnel.Number));
        yield return TunnelTables.FloodToTunnel.Flow(Default, Match.Any, Instructions.Drop);
    }

    private static Flow FromTunnel(TunnelPort tunnel) =>
        TunnelTables.Entry.Flow(Ordinary, Match.Any.InPort(tunnel.Number), Instructions.Goto(Arrival(tunnel.Type).Number));

    private static Flow ToLocalVlan(NodeNetwork network, ushort vlan, bool isDistributed) => Arrival(network.Segment.Type).Flow(
        Ordinary,
        Match.Any.TunId(network.Segment.SegmentationId),
        Instructions.Actions(Act.PushVlan(vlan)).Then((isDistributed ? TunnelTables.DistributedNotLearn : TunnelTables.LearnFromTunnel).Number),
        network.Id);

    private static IEnumerable<Flow> ToHosts(NodeView node, SwitchView @switch, IReadOnlyList<NodeNetwork> networks, FlowMemo memo)
    {
        var remote = node.Ports.Where(port => port.IsBound && port.Host.Length > 0 && port.Host != @switch.Host).OrderBy(port => port.Id, StringComparer.Ordinal).ToLookup(port => port.NetworkId);
        var tunnels = new Dictionary<(SegmentType Type, string Host), TunnelPort?>();
        foreach (var network in networks)
        {
            var vlan = @switch.LocalVlans[network.Id];
            var outputs = new SortedSet<uint>();
            foreach (var port in remote[network.Id])
            {
                if (TunnelTo(network.Segment.Type, port.Host) is not { } tunnel)
                    continue;
                outputs.Add(tunnel.Number);
                foreach (var flow in memo.Of(new FlowSource(port, vlan, tunnel.Number, network.Segment.SegmentationId), () => ToPort(port, vlan, network, tunnel)))
                    yield return flow;
            }
            if (outputs.Count > 0)
                yield return TunnelTables.FloodToTunnel.Flow(Ordinary, Match.Any.VlanVid(vlan), Encapsulate(network, outputs), network.Id);
        }

        TunnelPort? TunnelTo(SegmentType type, string host)
        {
            if (!tunnels.TryGetValue((type, host), out var tunnel))
                tunnels.Add((type, host), tunnel = node.Peers.Find(host) is { } peer ? @switch.Tunnel(type, peer.TunnelAddress) : null);
            return tunnel;
        }
    }

    private static IEnumerable<Flow> ToPort(NodePort port, ushort vlan, NodeNetwork network, TunnelPort tunnel) => port.AllowedAddressPairs
        .Select(pair => pair.Mac)
        .Prepend(port.Mac)
        .Distinct()
        .Select(mac => TunnelTables.UnicastToTunnel.Flow(Known, Match.Any.VlanVid(vlan).EthDst(mac), Encapsulate(network, [tunnel.Number]), port.Id))
        .Concat(ArpResponder.Flows(port, vlan));

    private static Instructions Encapsulate(NodeNetwork network, IEnumerable<uint> outputs) =>
        Instructions.Actions([Act.PopVlan, Act.SetTunnel(network.Segment.SegmentationId), .. outputs.Select(Act.Output)]);

    // The learned flow sends what is addressed to this packet's sender, in the same VLAN, back through the tunnel it came from.
    private static Learn LearnSender() => new()
    {
        Table = TunnelTables.UnicastToTunnel.Number,
        HardTimeout = LearnedSeconds,
        Priority = Learned,
        Specs =
        [
            LearnSpec.Match(new Subfield(Oxm.VlanTci, 0, 12)),
            LearnSpec.Match(Oxm.EthDst, Oxm.EthSrc),
            LearnSpec.Load(Oxm.VlanTci, 0),
            LearnSpec.Load(Oxm.TunId, Oxm.TunId),
            LearnSpec.Output(Oxm.InPort),
        ],
    };

    private static FlowTable Arrival(SegmentType type) => type switch
    {
        SegmentType.Gre => TunnelTables.FromGre,
        SegmentType.Geneve => TunnelTables.FromGeneve,
        _ => TunnelTables.FromVxlan,
    };
}
