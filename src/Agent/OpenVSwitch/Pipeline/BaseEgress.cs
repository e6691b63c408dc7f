using Naru.Primitives;
using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>Table 71: what an instance sends has its own addresses, and some things it always may or never may send.</summary>
internal static class BaseEgress
{
    private const ushort Neighbours = 95;
    private const ushort DhcpClient = 80;
    private const ushort DhcpServer = 70;
    private const ushort OwnAddress = 65;

    private const ushort DhcpClientPort = 68;
    private const ushort DhcpServerPort = 67;
    private const ushort Dhcpv6ClientPort = 546;
    private const ushort Dhcpv6ServerPort = 547;

    private static readonly IpPrefix Unspecified = IpPrefix.OfHost(IpAddress.V6(0));
    private static readonly IpPrefix NoAddress = IpPrefix.OfHost(IpAddress.V4(0));

    public static IEnumerable<Flow> Flows(LocalPort port, bool isStateful)
    {
        var table = IntegrationTables.BaseEgress;
        var sent = Match.Any.OfPort(port.Number);
        var id = port.Port.Id;
        var accept = Instructions.Goto(IntegrationTables.AcceptedEgress.Number);
        var refuse = Instructions.Goto(IntegrationTables.Dropped.Number);
        var held = isStateful
            ? Instructions.Actions(new Conntrack { Table = IntegrationTables.RulesEgress.Number, ZoneFrom = Registers.Zone })
            : Instructions.Goto(IntegrationTables.RulesEgress.Number);

        foreach (var mac in port.Macs)
        {
            var own = sent.EthSrc(mac);
            // Address conflict detection asks from 0.0.0.0 (RFC 5227 §2.1.1).
            yield return table.Flow(Neighbours, own.ArpSpa(NoAddress).ArpSha(mac), accept, id);
            yield return table.Flow(DhcpClient, own.Udp().UdpSrc(DhcpClientPort).UdpDst(DhcpServerPort), DhcpRequest(), id);
            yield return table.Flow(DhcpClient, own.Udp6().UdpSrc(Dhcpv6ClientPort).UdpDst(Dhcpv6ServerPort), DhcpRequest(), id);

            var linkLocal = IpPrefix.OfHost(LinkLocal.Of(mac));
            foreach (var type in Icmpv6.SentByInstances)
            {
                yield return table.Flow(Neighbours, own.Icmpv6Type(type).IpSrc(linkLocal), accept, id);
                yield return table.Flow(Neighbours, own.Icmpv6Type(type).IpSrc(Unspecified), accept, id);
            }
            yield return table.Flow(Neighbours, own.Icmpv6Type(Icmpv6.NeighbourAdvertisement).NdTarget(linkLocal), accept, id);
            yield return table.Flow(OwnAddress, own.IpSrc(linkLocal), held, id);
        }
        foreach (var source in port.Sources)
        {
            var own = sent.EthSrc(source.Mac);
            if (source.Prefix.IsV4)
            {
                yield return table.Flow(Neighbours, own.ArpSpa(source.Prefix).ArpSha(source.Mac), accept, id);
            }
            else
            {
                yield return table.Flow(Neighbours, own.Icmpv6Type(Icmpv6.NeighbourAdvertisement).NdTarget(source.Prefix), accept, id);
                yield return table.Flow(Neighbours, own.Icmpv6Type(Icmpv6.NeighbourSolicitation).IpSrc(source.Prefix), accept, id);
            }
            yield return table.Flow(OwnAddress, own.IpSrc(source.Prefix), held, id);
        }
        yield return table.Flow(DhcpServer, sent.Udp().UdpSrc(DhcpServerPort).UdpDst(DhcpClientPort), refuse, id);
        yield return table.Flow(DhcpServer, sent.Udp6().UdpSrc(Dhcpv6ServerPort).UdpDst(Dhcpv6ClientPort), refuse, id);
        yield return table.Flow(DhcpServer, sent.Icmpv6Type(Icmpv6.RouterAdvertisement), refuse, id);
    }

    // Neither a lease nor its renewal waits for a security group rule.
    private static Instructions DhcpRequest() => Instructions.Goto(IntegrationTables.AcceptOrIngress.Number);
}
