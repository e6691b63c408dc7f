using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Naru.Primitives;

namespace Naru.Protocols.Packets;

/// <summary>The control bits of a TCP header (RFC 9293 §3.1), from the least significant.</summary>
[Flags]
public enum TcpFlags
{
    None = 0,
    Fin = 1,
    Syn = 2,
    Rst = 4,
    Psh = 8,
    Ack = 16,
    Urg = 32,
    Ece = 64,
    Cwr = 128,
}

/// <summary>A TCP header (RFC 9293 §3.1).</summary>
public sealed record TcpHeader(ushort SourcePort, ushort DestinationPort)
{
    private const int BareLength = 20;

    public uint SequenceNumber { get; init; }

    public uint AcknowledgmentNumber { get; init; }

    public TcpFlags Flags { get; init; }

    public ushort Window { get; init; }

    public ushort UrgentPointer { get; init; }

    /// <summary>The options as on the wire, a multiple of four octets, at most 40.</summary>
    public EquatableList<byte> Options { get; init; }

    /// <summary>Reads the header; as for UDP the checksum is not looked at.</summary>
    public static bool TryRead(ReadOnlySpan<byte> segment, [NotNullWhen(true)] out TcpHeader? header, out ReadOnlySpan<byte> payload)
    {
        header = null;
        payload = default;
        if (segment.Length < BareLength)
            return false;
        var length = (segment[12] >> 4) * 4;
        if (length < BareLength || length > segment.Length)
            return false;
        header = new TcpHeader(BinaryPrimitives.ReadUInt16BigEndian(segment), BinaryPrimitives.ReadUInt16BigEndian(segment[2..]))
        {
            SequenceNumber = BinaryPrimitives.ReadUInt32BigEndian(segment[4..]),
            AcknowledgmentNumber = BinaryPrimitives.ReadUInt32BigEndian(segment[8..]),
            Flags = (TcpFlags)segment[13],
            Window = BinaryPrimitives.ReadUInt16BigEndian(segment[14..]),
            UrgentPointer = BinaryPrimitives.ReadUInt16BigEndian(segment[18..]),
            Options = EquatableList.Create(segment[BareLength..length]),
        };
        payload = segment[length..];
        return true;
    }

    /// <summary>Writes header and payload, with the checksum that the addresses of the IP header demand.</summary>
    public void Write(IBufferWriter<byte> output, IpAddress source, IpAddress destination, ReadOnlySpan<byte> payload)
    {
        var headerLength = BareLength + Options.Count;
        var length = headerLength + payload.Length;
        var span = output.GetSpan(length)[..length];
        BinaryPrimitives.WriteUInt16BigEndian(span, SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(span[2..], DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(span[4..], SequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(span[8..], AcknowledgmentNumber);
        span[12] = (byte)(headerLength / 4 << 4);
        span[13] = (byte)Flags;
        BinaryPrimitives.WriteUInt16BigEndian(span[14..], Window);
        span[16..18].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(span[18..], UrgentPointer);
        Options.Items.AsSpan().CopyTo(span[BareLength..]);
        payload.CopyTo(span[headerLength..]);
        BinaryPrimitives.WriteUInt16BigEndian(span[16..], Checksum.OfSegment(source, destination, IpProtocol.Tcp, span));
        output.Advance(length);
    }

    public override string ToString() => $"tcp {SourcePort} > {DestinationPort} [{Flags}]";
}
