using System.Buffers;
using System.Buffers.Binary;
using Naru.Primitives;

namespace Naru.Protocols.Packets;

/// <summary>What an ARP packet says (<c>ar$op</c>).</summary>
public enum ArpOperation
{
    Request = 1,
    Reply = 2,
}

/// <summary>An ARP packet for IPv4 over Ethernet (RFC 826); those of other protocols or hardware are not read.</summary>
public readonly record struct ArpPacket(
    ArpOperation Operation, MacAddress SenderMac, IpAddress SenderIp, MacAddress TargetMac, IpAddress TargetIp)
{
    public const int Length = 28;

    // ar$hrd 1 (Ethernet), ar$pro 0x0800 (IPv4), ar$hln 6, ar$pln 4
    private const ulong Ipv4OverEthernet = 0x0001_0800_0604;

    /// <summary>An announcement of one's own address: who listens updates what it knows (RFC 5227 §3).</summary>
    public static ArpPacket Announcement(MacAddress mac, IpAddress ip) => new(ArpOperation.Request, mac, ip, MacAddress.Zero, ip);

    public ArpPacket ReplyFrom(MacAddress mac) => new(ArpOperation.Reply, mac, TargetIp, SenderMac, SenderIp);

    public static bool TryRead(ReadOnlySpan<byte> octets, out ArpPacket packet)
    {
        packet = default;
        if (octets.Length < Length)
            return false;
        var head = BinaryPrimitives.ReadUInt64BigEndian(octets);
        if (head >> 16 != Ipv4OverEthernet)
            return false;
        packet = new ArpPacket(
            (ArpOperation)(head & 0xffff),
            MacAddress.Read(octets[8..]),
            IpAddress.Read(octets[14..18]),
            MacAddress.Read(octets[18..]),
            IpAddress.Read(octets[24..28]));
        return true;
    }

    public void Write(IBufferWriter<byte> output)
    {
        var span = output.GetSpan(Length);
        BinaryPrimitives.WriteUInt64BigEndian(span, Ipv4OverEthernet << 16 | (ushort)Operation);
        SenderMac.Write(span[8..]);
        SenderIp.Write(span[14..]);
        TargetMac.Write(span[18..]);
        TargetIp.Write(span[24..]);
        output.Advance(Length);
    }

    public override string ToString() => Operation switch
    {
        ArpOperation.Request => $"arp who-has {TargetIp} tell {SenderIp}",
        ArpOperation.Reply => $"arp {SenderIp} is-at {SenderMac}",
        _ => $"arp operation {(int)Operation} {SenderIp} > {TargetIp}",
    };
}
