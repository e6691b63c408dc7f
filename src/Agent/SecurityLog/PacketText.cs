using Naru.Primitives;
using Naru.Protocols.Packets;

namespace Naru.Agent.SecurityLog;

/// <summary>A logged packet in one line: <c>tcp 10.0.0.5:40000 > 10.0.0.9:80</c>.</summary>
internal static class PacketText
{
    /// <summary>A packet from its Ethernet header on.</summary>
    public static string OfFrame(ReadOnlySpan<byte> frame)
    {
        if (!EthernetHeader.TryRead(frame, out var header, out var payload))
            return "short";
        return header.EtherType switch
        {
            EtherType.Ipv4 or EtherType.Ipv6 => OfIp(payload),
            EtherType.Arp => $"arp {header.Source}",
            var other => $"ethertype 0x{(ushort)other:x4} {header.Source} > {header.Destination}",
        };
    }

    /// <summary>A packet from its IP header on; it may be cut off behind the headers.</summary>
    public static string OfIp(ReadOnlySpan<byte> packet)
    {
        if (packet is [var first, ..] && first >> 4 == 4 && packet.Length >= Ipv4Minimum)
        {
            var protocol = (IpProtocol)packet[9];
            var transport = packet[Math.Min(packet.Length, (first & 0xf) * 4)..];
            return Of(protocol, IpAddress.Read(packet.Slice(12, 4)), IpAddress.Read(packet.Slice(16, 4)), transport);
        }
        if (packet is [var version, ..] && version >> 4 == 6 && packet.Length >= Ipv6Header.Length)
        {
            var protocol = (IpProtocol)packet[6];
            var rest = packet[Ipv6Header.Length..];
            Ipv6Header.TrySkipExtensions(ref protocol, ref rest);
            return Of(protocol, IpAddress.Read(packet.Slice(8, 16)), IpAddress.Read(packet.Slice(24, 16)), rest);
        }
        return "short";
    }

    private const int Ipv4Minimum = 20;

    private static string Of(IpProtocol protocol, IpAddress source, IpAddress destination, ReadOnlySpan<byte> transport)
    {
        var name = protocol.ToString().ToLowerInvariant();
        return protocol switch
        {
            IpProtocol.Tcp or IpProtocol.Udp when transport.Length >= 4 =>
                $"{name} {End(source, transport[0] << 8 | transport[1])} > {End(destination, transport[2] << 8 | transport[3])}",
            IpProtocol.Icmp or IpProtocol.Icmpv6 when transport.Length >= 2 => $"{name} {source} > {destination} type {transport[0]} code {transport[1]}",
            _ => $"{name} {source} > {destination}",
        };
    }

    private static string End(IpAddress address, int port) => address.IsV6 ? $"[{address}]:{port}" : $"{address}:{port}";
}
