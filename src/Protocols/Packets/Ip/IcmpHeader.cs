using System.Buffers;
using System.Buffers.Binary;
using Naru.Primitives;

namespace Naru.Protocols.Packets;

/// <summary>The header of an ICMP (RFC 792) or ICMPv6 (RFC 4443) message.</summary>
/// <param name="Rest">The four octets after the checksum: identifier and sequence number of an echo, the MTU of "too big", or zero.</param>
public readonly record struct IcmpHeader(byte Type, byte Code, uint Rest)
{
    public const int Length = 8;

    public const byte EchoReply = 0;
    public const byte EchoRequest = 8;
    public const byte EchoRequestV6 = 128;
    public const byte EchoReplyV6 = 129;

    public static bool TryRead(ReadOnlySpan<byte> message, out IcmpHeader header, out ReadOnlySpan<byte> payload)
    {
        header = default;
        payload = default;
        if (message.Length < Length)
            return false;
        header = new IcmpHeader(message[0], message[1], BinaryPrimitives.ReadUInt32BigEndian(message[4..]));
        payload = message[Length..];
        return true;
    }

    /// <summary>Writes an ICMP message: its checksum covers the message alone.</summary>
    public void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> payload)
    {
        var span = WriteUnchecked(output, payload);
        BinaryPrimitives.WriteUInt16BigEndian(span[2..], Checksum.Of(span));
        output.Advance(span.Length);
    }

    /// <summary>Writes an ICMPv6 message: its checksum covers the addresses too (RFC 4443 §2.3).</summary>
    public void Write(IBufferWriter<byte> output, IpAddress source, IpAddress destination, ReadOnlySpan<byte> payload)
    {
        var span = WriteUnchecked(output, payload);
        BinaryPrimitives.WriteUInt16BigEndian(span[2..], Checksum.OfSegment(source, destination, IpProtocol.Icmpv6, span));
        output.Advance(span.Length);
    }

    private Span<byte> WriteUnchecked(IBufferWriter<byte> output, ReadOnlySpan<byte> payload)
    {
        var span = output.GetSpan(Length + payload.Length)[..(Length + payload.Length)];
        span[0] = Type;
        span[1] = Code;
        span[2..4].Clear();
        BinaryPrimitives.WriteUInt32BigEndian(span[4..], Rest);
        payload.CopyTo(span[Length..]);
        return span;
    }

    public override string ToString() => $"icmp type {Type} code {Code}";
}
