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

    public static IEnumerable<Flow> Flows(NodeView node, SwitchView @switch) => Blocks(node, @switch, new FlowMemo()).SelectMany(block => block);

    /// <summary>The same in blocks, of which those that a change does not touch are the same objects as in the round before.</summary>
    /// <param name="memo">What the round before has made for this bridge.</param>
    public static IReadOnlyList<FlowBlock> Blocks(NodeView node, SwitchView @switch, FlowMemo memo)
    {
        memo.BeginRound();
        if (@switch.PatchToIntegration is not { } patch)
            return [];
        var ways = TunnelWays.Of(node, @switch);
        var isDistributed = DistributedRouting.OwnMac(node, @switch) is not null;
        var neighbours = Neighbours(node, ways, memo);
        return
        [
            new FlowBlock(
            [
                .. Base(patch, isDistributed),
                .. @switch.Tunnels.Select(FromTunnel),
                .. ways.Networks.Select(network => ToLocalVlan(network, isDistributed)),
                .. Flood(ways, neighbours),
            ]),
            .. neighbours.Select(chunk => chunk.Flows),
            new FlowBlock(DistributedRouting.TunnelFlows(node, @switch, patch)),
        ];
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

    private static Flow ToLocalVlan(TunnelNetwork network, bool isDistributed) => Arrival(network.Segment.Type).Flow(
        Ordinary,
        Match.Any.TunId(network.Segment.SegmentationId),
        Instructions.Actions(Act.PushVlan(network.LocalVlan)).Then((isDistributed ? TunnelTables.DistributedNotLearn : TunnelTables.LearnFromTunnel).Number),
        network.Id);

    private static IEnumerable<Flow> Flood(TunnelWays ways, IReadOnlyList<RemotePorts> neighbours)
    {
        var tunnels = neighbours.SelectMany(chunk => chunk.Tunnels).Distinct().ToLookup(reached => reached.LocalVlan, reached => reached.Tunnel);
        foreach (var network in ways.Networks.Items.Where(network => tunnels.Contains(network.LocalVlan)))
        {
            yield return TunnelTables.FloodToTunnel.Flow(
                Ordinary, Match.Any.VlanVid(network.LocalVlan), Encapsulate(network, tunnels[network.LocalVlan].Order()), network.Id);
        }
    }

    /// <summary>The ports of other hosts, by the chunks of the view: when one of thousands changes, only the flows of its chunk are made.</summary>
    private static List<RemotePorts> Neighbours(NodeView node, TunnelWays ways, FlowMemo memo)
    {
        var number = memo.NumberOf(ways);
        return [.. node.Ports.Chunks.Select(chunk => memo.Of(new FlowSource(chunk, Vlan: 0, number), () => RemotePorts.Of(chunk, ways, ToPort)))];
    }

    private static IEnumerable<Flow> ToPort(NodePort port, TunnelNetwork network, uint tunnel) => port.AllowedAddressPairs
        .Select(pair => pair.Mac)
        .Prepend(port.Mac)
        .Distinct()
        .Select(mac => TunnelTables.UnicastToTunnel.Flow(Known, Match.Any.VlanVid(network.LocalVlan).EthDst(mac), Encapsulate(network, [tunnel]), port.Id))
        .Concat(ArpResponder.Flows(port, network.LocalVlan));

    private static Instructions Encapsulate(TunnelNetwork network, IEnumerable<uint> outputs) =>
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
