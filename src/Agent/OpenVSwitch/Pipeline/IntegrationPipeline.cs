using Naru.NodeContract;
using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>All flows of br-int.</summary>
/// <remarks>
/// A packet of an instance enters in table 0 by its port, passes anti-spoofing (24 and 25 for hybrid ports, 71 for others),
/// the rules for sending (72), and then either the rules of a receiver on the same host (81, 82) or ordinary switching (94),
/// which delivers by VLAN and MAC and hands over to br-tun or a provider bridge. Packets from there enter in table 0 as well.
/// </remarks>
public static class IntegrationPipeline
{
    private const ushort DeadVlan = 4095;

    private const ushort Dead = 65535;
    private const ushort FromPatch = 3;
    private const ushort FromHybridArp = 10;
    private const ushort FromHybrid = 9;
    private const ushort FromPort = 8;
    private const ushort Default = 0;

    public static IEnumerable<Flow> Flows(NodeView node, SwitchView @switch) => Blocks(node, @switch, new FlowMemo()).SelectMany(block => block);

    /// <summary>The same in blocks, of which those that a change does not touch are the same objects as in the round before.</summary>
    /// <param name="memo">What the round before has made for this bridge.</param>
    public static IReadOnlyList<FlowBlock> Blocks(NodeView node, SwitchView @switch, FlowMemo memo)
    {
        memo.BeginRound();
        var ports = @switch.LocalPorts(node).ToList();
        return
        [
            new FlowBlock(
            [
                .. Base(),
                .. FromTunnels(@switch),
                .. FromProviders(node, @switch),
                .. ports.SelectMany(FromLocalPort),
                .. ports.Where(port => !port.IsTrusted && port.Port.HybridPlug).SelectMany(HybridAntiSpoofing.Flows),
                .. QosFlows.Flows(ports),
            ]),
            .. FlowFirewall.Blocks(node, ports, memo),
            new FlowBlock([.. LocalIpFlows.Flows(node, ports), .. DistributedRouting.IntegrationFlows(node, @switch, ports)]),
        ];
    }

    private static IEnumerable<Flow> Base()
    {
        yield return IntegrationTables.LocalSwitching.Flow(Dead, Match.Any.VlanVid(DeadVlan), Instructions.Drop);
        yield return IntegrationTables.LocalSwitching.Flow(Default, Match.Any, Instructions.Drop);
        yield return IntegrationTables.ArpSpoof.Flow(Default, Match.Any, Instructions.Drop);
        yield return IntegrationTables.MacSpoof.Flow(Default, Match.Any, Instructions.Drop);
        yield return IntegrationTables.PacketRateLimit.Flow(Default, Match.Any, Instructions.Goto(IntegrationTables.BandwidthRateLimit.Number));
        yield return IntegrationTables.BandwidthRateLimit.Flow(Default, Match.Any, Instructions.Goto(IntegrationTables.Transient.Number));
    }

    private static IEnumerable<Flow> FromTunnels(SwitchView @switch)
    {
        if (@switch.PatchToTunnel is { } patch)
        {
            yield return IntegrationTables.LocalSwitching.Flow(
                FromPatch, Match.Any.InPort(patch), Instructions.Goto(IntegrationTables.PacketRateLimit.Number));
        }
    }

    // A frame of a provider network arrives with the network's own tag, or none, and gets the local VLAN.
    private static IEnumerable<Flow> FromProviders(NodeView node, SwitchView @switch) =>
        from network in node.Networks
        where network.Segment.Type is SegmentType.Flat or SegmentType.Vlan && @switch.LocalVlans.ContainsKey(network.Id)
        let provider = @switch.Provider(network.Segment.PhysicalNetwork)
        where provider is not null
        let vlan = @switch.LocalVlans[network.Id]
        let arriving = Match.Any.InPort(provider.IntegrationPort)
        select network.Segment.Type is SegmentType.Flat
            ? IntegrationTables.LocalSwitching.Flow(FromPatch, arriving.VlanUntagged(), Continue(Act.PushVlan(vlan)), network.Id)
            : IntegrationTables.LocalSwitching.Flow(
                FromPatch, arriving.VlanVid((ushort)network.Segment.SegmentationId), Continue([Act.SetVlanVid(vlan)]), network.Id);

    private static IEnumerable<Flow> FromLocalPort(LocalPort port)
    {
        var arriving = Match.Any.InPort(port.Number);
        if (port.IsTrusted || !port.Port.HybridPlug)
        {
            yield return IntegrationTables.LocalSwitching.Flow(
                FromPort, arriving, Instructions.Goto(IntegrationTables.PacketRateLimit.Number), port.Port.Id);
            yield break;
        }
        yield return IntegrationTables.LocalSwitching.Flow(
            FromHybridArp, arriving.Arp(), Instructions.Goto(IntegrationTables.ArpSpoof.Number), port.Port.Id);
        yield return IntegrationTables.LocalSwitching.Flow(
            FromHybridArp, arriving.Icmpv6Type(Icmpv6.NeighbourAdvertisement), Instructions.Goto(IntegrationTables.ArpSpoof.Number), port.Port.Id);
        yield return IntegrationTables.LocalSwitching.Flow(
            FromHybrid, arriving, Instructions.Goto(IntegrationTables.MacSpoof.Number), port.Port.Id);
    }

    private static Instructions Continue(IEnumerable<FlowAction> actions) =>
        Instructions.Actions(actions).Then(IntegrationTables.PacketRateLimit.Number);
}
