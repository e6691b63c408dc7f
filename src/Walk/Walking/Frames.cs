using Naru.Primitives;
using Naru.Protocols.OpenFlow;
using Naru.Walk.Hosts;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>Makes packets, and reads their headers.</summary>
internal static class Frames
{
    public const byte FirstTtl = 64;

    private const byte EchoRequest = 8;
    private const byte EchoReply = 0;
    private const byte EchoRequest6 = 128;
    private const byte EchoReply6 = 129;
    private const ushort ArpRequest = 1;
    private const ushort ArpReply = 2;
    private const int ArpLength = 28;

    public static FlowFields Question(Traffic traffic, IpAddress source, IpAddress destination)
    {
        var packet = new FlowFields { Length = traffic.Length };
        packet[Oxm.EthType] = source.IsV6 ? FlowFields.Ipv6 : FlowFields.Ipv4;
        packet[Oxm.IpProto] = traffic.Protocol;
        packet.Source = source;
        packet.Destination = destination;
        packet.Ttl = FirstTtl;
        switch (traffic.Protocol)
        {
            case Traffic.Icmp:
                packet[Oxm.IcmpType] = EchoRequest;
                break;
            case Traffic.Icmpv6:
                packet[Oxm.Icmpv6Type] = EchoRequest6;
                break;
            case Traffic.Tcp:
                (packet[Oxm.TcpSrc], packet[Oxm.TcpDst]) = (traffic.SourcePort, traffic.DestinationPort);
                break;
            case Traffic.Udp:
                (packet[Oxm.UdpSrc], packet[Oxm.UdpDst]) = (traffic.SourcePort, traffic.DestinationPort);
                break;
        }
        return packet;
    }

    /// <summary>The answer of whoever received it.</summary>
    public static FlowFields Answer(FlowFields question)
    {
        var packet = question.HeadersOnly();
        (packet.Source, packet.Destination) = (question.Destination, question.Source);
        (packet.EthSrc, packet.EthDst) = (question.EthDst, question.EthSrc);
        packet.Vlan = null;
        packet.Ttl = FirstTtl;
        switch (question.Protocol)
        {
            case Traffic.Icmp:
                packet[Oxm.IcmpType] = EchoReply;
                break;
            case Traffic.Icmpv6:
                packet[Oxm.Icmpv6Type] = EchoReply6;
                break;
            case Traffic.Tcp:
                (packet[Oxm.TcpSrc], packet[Oxm.TcpDst]) = (question[Oxm.TcpDst], question[Oxm.TcpSrc]);
                break;
            case Traffic.Udp:
                (packet[Oxm.UdpSrc], packet[Oxm.UdpDst]) = (question[Oxm.UdpDst], question[Oxm.UdpSrc]);
                break;
        }
        return packet;
    }

    /// <summary>Asks who has an address (RFC 826).</summary>
    public static FlowFields WhoHas(IpAddress target, MacAddress mac, IpAddress own)
    {
        var packet = new FlowFields { Length = ArpLength };
        packet[Oxm.EthType] = FlowFields.Arp;
        packet.EthSrc = mac;
        packet.EthDst = MacAddress.Broadcast;
        packet[Oxm.ArpOp] = ArpRequest;
        packet[Oxm.ArpSha] = mac.Value;
        packet[Oxm.ArpSpa] = own.Value;
        packet[Oxm.ArpTpa] = target.Value;
        return packet;
    }

    /// <summary>The answer to a question of <see cref="WhoHas"/>.</summary>
    public static FlowFields IsAt(FlowFields question, IpAddress address, MacAddress mac)
    {
        var packet = question.HeadersOnly();
        packet.EthSrc = mac;
        packet.EthDst = question.EthSrc;
        packet[Oxm.ArpOp] = ArpReply;
        packet[Oxm.ArpSha] = mac.Value;
        packet[Oxm.ArpSpa] = address.Value;
        packet[Oxm.ArpTpa] = question[Oxm.ArpSpa];
        return packet;
    }

    public static bool IsArpReply(FlowFields packet) => packet.EthType == FlowFields.Arp && packet[Oxm.ArpOp] == ArpReply;

    public static Headers Of(FlowFields packet, TunnelHeader? tunnel = null)
    {
        var key = ConnectionKey.Of(packet);
        var hasPorts = packet.Protocol is Traffic.Tcp or Traffic.Udp;
        return new Headers(
            Mac(packet.EthSrc),
            Mac(packet.EthDst),
            packet.Vlan,
            packet.Source,
            packet.Destination,
            packet.Protocol,
            hasPorts ? key.SourcePort : null,
            hasPorts ? key.DestinationPort : null,
            packet.Protocol switch
            {
                Traffic.Icmp => (byte)packet[Oxm.IcmpType],
                Traffic.Icmpv6 => (byte)packet[Oxm.Icmpv6Type],
                _ => null,
            },
            packet.Ttl,
            packet.Length,
            tunnel);
    }

    private static MacAddress? Mac(MacAddress mac) => mac == HostModel.OutsideMac || mac == MacAddress.Zero ? null : mac;
}
