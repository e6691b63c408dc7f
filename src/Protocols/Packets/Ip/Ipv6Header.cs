using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Naru.Primitives;

namespace Naru.Protocols.Packets;

/// <summary>An IPv6 header (RFC 8200 §3).</summary>
public sealed record Ipv6Header(IpAddress Source, IpAddress Destination, IpProtocol NextHeader)
{
    public const int Length = 40;

    public byte TrafficClass { get; init; }

    /// <summary>20 bits.</summary>
    public int FlowLabel { get; init; }

    public byte HopLimit { get; init; } = 64;

    /// <summary>Reads the fixed header; extension headers are at the start of the payload, see <see cref="TrySkipExtensions"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, [NotNullWhen(true)] out Ipv6Header? header, out ReadOnlySpan<byte> payload)
    {
        header = null;
        payload = default;
        if (packet.Length < Length || packet[0] >> 4 != 6)
            return false;
        var payloadLength = BinaryPrimitives.ReadUInt16BigEndian(packet[4..]);
        if (payloadLength > packet.Length - Length)
            return false;
        var first = BinaryPrimitives.ReadUInt32BigEndian(packet);
        header = new Ipv6Header(IpAddress.Read(packet[8..24]), IpAddress.Read(packet[24..40]), (IpProtocol)packet[6])
        {
            TrafficClass = (byte)(first >> 20),
            FlowLabel = (int)(first & 0xfffff),
            HopLimit = packet[7],
        };
        payload = packet.Slice(Length, payloadLength);
        return true;
    }

    /// <summary>Steps over hop-by-hop, routing and destination option headers, and over the header of a first fragment.</summary>
    /// <returns>False when a header is cut short, or when a later fragment starts in the middle of what was sent.</returns>
    public static bool TrySkipExtensions(ref IpProtocol next, ref ReadOnlySpan<byte> payload)
    {
        while (next is IpProtocol.HopByHop or IpProtocol.Routing or IpProtocol.Fragment or IpProtocol.DestinationOptions)
        {
            if (payload.Length < 8)
                return false;
            var length = next is IpProtocol.Fragment ? 8 : (payload[1] + 1) * 8;
            if (payload.Length < length || next is IpProtocol.Fragment && BinaryPrimitives.ReadUInt16BigEndian(payload[2..]) >> 3 != 0)
                return false;
            next = (IpProtocol)payload[0];
            payload = payload[length..];
        }
        return true;
    }

    /// <summary>Writes the header of a packet with a payload of so many octets.</summary>
    public void Write(IBufferWriter<byte> output, int payloadLength)
    {
        var span = output.GetSpan(Length);
        BinaryPrimitives.WriteUInt32BigEndian(span, 6u << 28 | (uint)TrafficClass << 20 | (uint)FlowLabel & 0xfffff);
        BinaryPrimitives.WriteUInt16BigEndian(span[4..], (ushort)payloadLength);
        span[6] = (byte)NextHeader;
        span[7] = HopLimit;
        Source.Write(span[8..]);
        Destination.Write(span[24..]);
        output.Advance(Length);
    }

    public override string ToString() => $"{Source} > {Destination} {NextHeader} hlim {HopLimit}";
}
