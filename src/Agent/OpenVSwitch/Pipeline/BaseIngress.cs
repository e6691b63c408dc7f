using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>Table 81: what an instance always receives, and the tracking of everything else.</summary>
internal static class BaseIngress
{
    private const ushort Neighbours = 100;
    private const ushort Dhcp = 95;
    private const ushort Untracked = 90;
    private const ushort Tracked = 80;

    public static IEnumerable<Flow> Flows(LocalPort port, bool isStateful)
    {
        var table = IntegrationTables.BaseIngress;
        var received = Match.Any.OfPort(port.Number);
        var id = port.Port.Id;
        var deliver = Instructions.Actions(Delivery.To(port));
        var rules = Instructions.Goto(IntegrationTables.RulesIngress.Number);

        yield return table.Flow(Neighbours, received.Arp(), deliver, id);
        foreach (var type in Icmpv6.ReceivedByInstances)
            yield return table.Flow(Neighbours, received.Icmpv6Type(type), deliver, id);
        yield return table.Flow(Dhcp, received.Udp().UdpSrc(67).UdpDst(68), deliver, id);
        yield return table.Flow(Dhcp, received.Udp6().UdpSrc(547).UdpDst(546), deliver, id);
        if (!isStateful)
        {
            yield return table.Flow(Tracked, received, rules, id);
            yield break;
        }
        // A packet from another port of this host comes with the verdict of the sender's side, in the same zone.
        foreach (var version in IpVersions.Both)
        {
            yield return table.Flow(
                Untracked,
                received.Ip(version).CtState(CtStates.None, CtStates.Tracked),
                Instructions.Actions(new Conntrack { Table = IntegrationTables.RulesIngress.Number, ZoneFrom = Registers.Zone }),
                id);
        }
        yield return table.Flow(Tracked, received.CtState(CtStates.Tracked), rules, id);
    }
}
