using System.Buffers.Binary;
using Naru.Primitives;

namespace Naru.Protocols.Netlink.Packet;

/// <summary>Frames that tell a network which MAC address an IP address has now, so that it does not wait for its caches to expire.</summary>
/// <remarks>Send a few, a second apart: one may be lost, and some peers ignore a change that comes right after another.</remarks>
public static class Announcement
{
    private const int EthernetLength = 14;
    private const int ArpLength = 28;
    private const int Ipv6Length = 40;
    private const int AdvertisementLength = 32;
    private const byte NextHeaderIcmp6 = 58;

    private static readonly IpAddress AllNodes = IpAddress.Parse("ff02::1");
    private static readonly MacAddress AllNodesMac = MacAddress.Parse("33:33:00:00:00:01");

    /// <summary>A gratuitous ARP request for IPv4, an unsolicited neighbour advertisement for IPv6.</summary>
    public static byte[] Of(IpAddress address, MacAddress mac) => address.IsV4 ? GratuitousArp(address, mac) : Advertisement(address, mac);

    /// <summary>RFC 5227 §2.3: an ARP request whose sender and target are both the address; receivers update their entry.</summary>
    private static byte[] GratuitousArp(IpAddress address, MacAddress mac)
    {
        var frame = new byte[EthernetLength + ArpLength];
        WriteEthernet(frame, MacAddress.Broadcast, mac, EtherType.Arp);
        var arp = frame.AsSpan(EthernetLength);
        BinaryPrimitives.WriteUInt16BigEndian(arp, 1); // hardware: Ethernet
        BinaryPrimitives.WriteUInt16BigEndian(arp[2..], (ushort)EtherType.Ipv4);
        arp[4] = MacAddress.Length;
        arp[5] = sizeof(uint);
        BinaryPrimitives.WriteUInt16BigEndian(arp[6..], 1); // operation: request
        mac.Write(arp[8..]);
        address.Write(arp[14..]);
        address.Write(arp[24..]); // the target's hardware address stays zero
        return frame;
    }

    /// <summary>RFC 4861 §4.4 with the override flag and the target's link-layer address, to all nodes.</summary>
    private static byte[] Advertisement(IpAddress address, MacAddress mac)
    {
        var frame = new byte[EthernetLength + Ipv6Length + AdvertisementLength];
        WriteEthernet(frame, AllNodesMac, mac, EtherType.Ipv6);
        var ip = frame.AsSpan(EthernetLength, Ipv6Length);
        ip[0] = 6 << 4;
        BinaryPrimitives.WriteUInt16BigEndian(ip[4..], AdvertisementLength);
        ip[6] = NextHeaderIcmp6;
        ip[7] = 255; // hop limit: receivers drop what a router may have forwarded
        address.Write(ip[8..]);
        AllNodes.Write(ip[24..]);

        var icmp = frame.AsSpan(EthernetLength + Ipv6Length);
        icmp[0] = 136; // neighbour advertisement
        icmp[4] = 0x20; // override
        address.Write(icmp[8..]);
        icmp[24] = 2; // option: target link-layer address
        icmp[25] = 1; // in units of 8 octets
        mac.Write(icmp[26..]);
        BinaryPrimitives.WriteUInt16BigEndian(icmp[2..], Checksum(ip[8..], icmp));
        return frame;
    }

    private static void WriteEthernet(Span<byte> frame, MacAddress destination, MacAddress source, EtherType type)
    {
        destination.Write(frame);
        source.Write(frame[6..]);
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], (ushort)type);
    }

    /// <summary>RFC 4443 §2.3: over the pseudo-header (both addresses, length, next header) and the message.</summary>
    private static ushort Checksum(ReadOnlySpan<byte> addresses, ReadOnlySpan<byte> message)
    {
        var sum = Sum(addresses) + Sum(message) + (uint)message.Length + NextHeaderIcmp6;
        while (sum >> 16 != 0)
            sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }

    private static uint Sum(ReadOnlySpan<byte> even)
    {
        uint sum = 0;
        for (var i = 0; i < even.Length; i += 2)
            sum += BinaryPrimitives.ReadUInt16BigEndian(even[i..]);
        return sum;
    }
}
