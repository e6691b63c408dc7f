using System.Buffers.Binary;
using Naru.Primitives;

namespace Naru.Protocols.Packets;

/// <summary>The internet checksum: the ones' complement of the ones' complement sum of 16-bit words (RFC 1071).</summary>
public static class Checksum
{
    /// <summary>The checksum of these octets. Over octets that already hold a right checksum it is zero.</summary>
    public static ushort Of(ReadOnlySpan<byte> octets) => Fold(Sum(octets));

    /// <summary>The checksum of a TCP, UDP or ICMPv6 segment with its pseudo header (RFC 793 §3.1, RFC 768, RFC 8200 §8.1).</summary>
    /// <remarks>UDP writes a result of zero as 0xffff, since zero means "none" there; <see cref="UdpHeader.Write"/> does.</remarks>
    public static ushort OfSegment(IpAddress source, IpAddress destination, IpProtocol protocol, ReadOnlySpan<byte> segment)
    {
        Span<byte> pseudo = stackalloc byte[40];
        var length = source.Write(pseudo);
        length += destination.Write(pseudo[length..]);
        BinaryPrimitives.WriteUInt32BigEndian(pseudo[length..], (uint)segment.Length);
        BinaryPrimitives.WriteUInt32BigEndian(pseudo[(length + 4)..], (uint)protocol);
        return Fold(Sum(pseudo[..(length + 8)]) + Sum(segment));
    }

    private static ulong Sum(ReadOnlySpan<byte> octets)
    {
        ulong sum = 0;
        for (; octets.Length >= 2; octets = octets[2..])
            sum += BinaryPrimitives.ReadUInt16BigEndian(octets);
        return octets.IsEmpty ? sum : sum + ((ulong)octets[0] << 8);
    }

    private static ushort Fold(ulong sum)
    {
        while (sum >> 16 != 0)
            sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }
}
