using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Naru.Primitives;

namespace Naru.Protocols.Packets;

/// <summary>A whole Ethernet frame with a UDP datagram over IPv4, for receivers that ARP cannot find yet.</summary>
public sealed record UdpFrame(
    MacAddress SourceMac, MacAddress DestinationMac, IpAddress Source, IpAddress Destination, UdpHeader Udp)
{
    public void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> payload)
    {
        new EthernetHeader(DestinationMac, SourceMac, EtherType.Ipv4).Write(output);
        new Ipv4Header(Source, Destination, IpProtocol.Udp).Write(output, UdpHeader.Length + payload.Length);
        Udp.Write(output, Source, Destination, payload);
    }

    /// <summary>Reads a frame that holds an unfragmented IPv4 UDP datagram; anything else is false.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out UdpFrame? frame, out ReadOnlySpan<byte> payload)
    {
        frame = null;
        payload = default;
        if (!EthernetHeader.TryRead(octets, out var ethernet, out var packet)
            || ethernet.EtherType is not EtherType.Ipv4
            || !Ipv4Header.TryRead(packet, out var ip, out var datagram)
            || ip is not { Protocol: IpProtocol.Udp, MoreFragments: false, FragmentOffset: 0 }
            || !UdpHeader.TryRead(datagram, out var udp, out payload))
        {
            return false;
        }
        frame = new UdpFrame(ethernet.Source, ethernet.Destination, ip.Source, ip.Destination, udp);
        return true;
    }
}
