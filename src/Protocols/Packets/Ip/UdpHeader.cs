using System.Buffers;
using System.Buffers.Binary;
using Naru.Primitives;

namespace Naru.Protocols.Packets;

/// <summary>A UDP header (RFC 768).</summary>
public readonly record struct UdpHeader(ushort SourcePort, ushort DestinationPort)
{
    public const int Length = 8;

    /// <summary>Reads the header; the payload ends where the length field says.</summary>
    /// <remarks>
    /// The checksum is not looked at: a frame read from the sender's own host has an unfinished one. Who needs it compares
    /// <see cref="Checksum.OfSegment"/> of the datagram with zero.
    /// </remarks>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out UdpHeader header, out ReadOnlySpan<byte> payload)
    {
        header = default;
        payload = default;
        if (datagram.Length < Length)
            return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(datagram[4..]);
        if (length < Length || length > datagram.Length)
            return false;
        header = new UdpHeader(BinaryPrimitives.ReadUInt16BigEndian(datagram), BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]));
        payload = datagram[Length..length];
        return true;
    }

    /// <summary>Writes header and payload, with the checksum that the addresses of the IP header demand.</summary>
    public void Write(IBufferWriter<byte> output, IpAddress source, IpAddress destination, ReadOnlySpan<byte> payload)
    {
        var length = Length + payload.Length;
        var span = output.GetSpan(length)[..length];
        BinaryPrimitives.WriteUInt16BigEndian(span, SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(span[2..], DestinationPort);
        BinaryPrimitives.WriteUInt16BigEndian(span[4..], (ushort)length);
        span[6..8].Clear();
        payload.CopyTo(span[Length..]);
        var checksum = Checksum.OfSegment(source, destination, IpProtocol.Udp, span);
        BinaryPrimitives.WriteUInt16BigEndian(span[6..], checksum == 0 ? ushort.MaxValue : checksum);
        output.Advance(length);
    }

    public override string ToString() => $"udp {SourcePort} > {DestinationPort}";
}
