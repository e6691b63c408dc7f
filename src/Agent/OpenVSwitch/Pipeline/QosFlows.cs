using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>What QoS policies make of packets in br-int: marks in table 0, and meters (<see cref="QosMeters"/>) that drop what is too much.</summary>
/// <remarks>
/// The bandwidth of what a port receives is not here: its queue in the switch's database limits that, which delays packets
/// where a meter would drop them. Ports behind a trunk have no device of their own for a queue, and so have a meter.
/// </remarks>
public static class QosFlows
{
    private const ushort Marking = 65534;
    private const ushort Metered = 10;
    private const ushort FromThisHost = 100;
    private const ushort FromOtherHosts = 80;
    private const byte IsMarked = 1;

    public static IEnumerable<Flow> Flows(IReadOnlyList<LocalPort> ports) => ports.Where(port => port.Port.Qos is not null).SelectMany(Flows);

    /// <summary>The last step to a port: through the meter of what it receives, if it has one.</summary>
    internal static Instructions Metering(this Instructions instructions, LocalPort port) =>
        QosMeters.OfReceived(port) is { } meter ? instructions with { Meter = meter.Id } : instructions;

    private static IEnumerable<Flow> Flows(LocalPort port)
    {
        var qos = port.Port.Qos!; // The caller has looked.
        var sent = Match.Any.InPort(port.Number);
        if (qos.DscpMark is { } mark)
        {
            foreach (var version in IpVersions.Both)
                yield return IntegrationTables.LocalSwitching.Flow(Marking, sent.Ip(version).NotMarked(), Mark(mark), port.Port.Id);
        }
        if (qos.EgressPackets is not null)
        {
            yield return IntegrationTables.PacketRateLimit.Flow(
                Metered, sent, Through(QosMeters.EgressPackets(port), IntegrationTables.BandwidthRateLimit), port.Port.Id);
        }
        if (qos.EgressBandwidth is not null)
        {
            yield return IntegrationTables.BandwidthRateLimit.Flow(
                Metered, sent, Through(QosMeters.EgressBandwidth(port), IntegrationTables.Transient), port.Port.Id);
        }
        if (QosMeters.OfReceived(port) is null || port.HasFlowFirewall)
            yield break;
        // Ordinary switching has no place for a meter, so what goes to the port is delivered here.
        foreach (var mac in port.Macs)
        {
            yield return IntegrationTables.Transient.Flow(
                FromOtherHosts, Match.Any.VlanVid(port.LocalVlan).EthDst(mac), Instructions.Actions(Delivery.To(port)).Metering(port), port.Port.Id);
            yield return IntegrationTables.AcceptOrIngress.Flow(
                FromThisHost, Match.Any.OfNetwork(port.LocalVlan).EthDst(mac), Instructions.Actions(Delivery.To(port)).Metering(port), port.Port.Id);
        }
    }

    // Marked packets start again; the register keeps them from coming here a second time.
    private static Instructions Mark(byte dscp) => Instructions.Actions(
        Act.Set(Oxm.IpDscp, dscp), Act.Load(Registers.MarkedField, IsMarked), Act.Resubmit(IntegrationTables.LocalSwitching.Number));

    private static Instructions Through(uint meter, FlowTable next) => Instructions.Goto(next.Number) with { Meter = meter };
}
