using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Naru.Primitives;

namespace Naru.Protocols.Packets.Dns;

/// <summary>Reads and writes DNS messages (RFC 1035 §4), names compressed.</summary>
public static class DnsWire
{
    public const ushort Port = 53;

    /// <summary>What any resolver takes over UDP (RFC 1035 §4.2.1).</summary>
    public const int PlainUdpSize = 512;

    /// <summary>What we offer to take: an answer of this size crosses every link without fragments.</summary>
    public const ushort OfferedUdpSize = 1232;

    private const int HeaderLength = 12;
    private const int LargestPointer = 0x3fff;

    public static bool TryRead(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out DnsMessage? message)
    {
        message = null;
        if (octets.Length < HeaderLength)
            return false;
        var flags = BinaryPrimitives.ReadUInt16BigEndian(octets[2..]);
        var position = HeaderLength;
        var questions = new List<DnsQuestion>();
        for (var left = BinaryPrimitives.ReadUInt16BigEndian(octets[4..]); left > 0; left--)
        {
            if (!DnsName.TryRead(octets, ref position, out var name) || position + 4 > octets.Length)
                return false;
            questions.Add(new DnsQuestion(
                name,
                (DnsType)BinaryPrimitives.ReadUInt16BigEndian(octets[position..]),
                BinaryPrimitives.ReadUInt16BigEndian(octets[(position + 2)..])));
            position += 4;
        }
        if (!TryReadRecords(octets, ref position, BinaryPrimitives.ReadUInt16BigEndian(octets[6..]), out var answers)
            || !TryReadRecords(octets, ref position, BinaryPrimitives.ReadUInt16BigEndian(octets[8..]), out var authorities)
            || !TryReadRecords(octets, ref position, BinaryPrimitives.ReadUInt16BigEndian(octets[10..]), out var additionals))
        {
            return false;
        }
        message = new DnsMessage
        {
            Id = BinaryPrimitives.ReadUInt16BigEndian(octets),
            IsResponse = (flags & 0x8000) != 0,
            Opcode = (byte)(flags >> 11 & 15),
            IsAuthoritative = (flags & 0x0400) != 0,
            IsTruncated = (flags & 0x0200) != 0,
            RecursionDesired = (flags & 0x0100) != 0,
            RecursionAvailable = (flags & 0x0080) != 0,
            IsAuthenticData = (flags & 0x0020) != 0,
            CheckingDisabled = (flags & 0x0010) != 0,
            ResponseCode = (DnsResponseCode)(flags & 15),
            Questions = questions.ToEquatableList(),
            Answers = answers,
            Authorities = authorities,
            Additionals = additionals,
        };
        return true;
    }

    /// <summary>The message in octets. One longer than <paramref name="limit"/> loses its records and is marked truncated.</summary>
    public static byte[] ToBytes(DnsMessage message, int limit = ushort.MaxValue)
    {
        var octets = Encode(message);
        return octets.Length <= limit
            ? octets
            : Encode(message with { IsTruncated = true, Answers = [], Authorities = [], Additionals = [.. message.Additionals.Where(IsEdns)] });
    }

    private static bool IsEdns(DnsRecord record) => record.Type is DnsType.Opt;

    private static byte[] Encode(DnsMessage message)
    {
        var output = new ArrayBufferWriter<byte>(PlainUdpSize);
        var flags = (message.IsResponse ? 0x8000 : 0)
            | (message.Opcode & 15) << 11
            | (message.IsAuthoritative ? 0x0400 : 0)
            | (message.IsTruncated ? 0x0200 : 0)
            | (message.RecursionDesired ? 0x0100 : 0)
            | (message.RecursionAvailable ? 0x0080 : 0)
            | (message.IsAuthenticData ? 0x0020 : 0)
            | (message.CheckingDisabled ? 0x0010 : 0)
            | (int)message.ResponseCode & 15;
        Write16(output, message.Id);
        Write16(output, flags);
        Write16(output, message.Questions.Count);
        Write16(output, message.Answers.Count);
        Write16(output, message.Authorities.Count);
        Write16(output, message.Additionals.Count);
        var written = new Dictionary<DnsName, int>();
        foreach (var question in message.Questions)
        {
            WriteName(output, question.Name, written);
            Write16(output, (int)question.Type);
            Write16(output, question.Class);
        }
        foreach (var record in message.Answers.Concat(message.Authorities).Concat(message.Additionals))
        {
            WriteName(output, record.Name, written);
            Write16(output, (int)record.Type);
            Write16(output, record.Class);
            BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(4), record.TimeToLive);
            output.Advance(4);
            Write16(output, record.Data.Count);
            output.Write(record.Data.Items.AsSpan());
        }
        return output.WrittenSpan.ToArray();
    }

    private static void Write16(ArrayBufferWriter<byte> output, int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(2), (ushort)value);
        output.Advance(2);
    }

    private static void WriteName(ArrayBufferWriter<byte> output, DnsName name, Dictionary<DnsName, int> written)
    {
        for (; !name.IsRoot; name = name.Parent)
        {
            if (written.TryGetValue(name, out var offset))
            {
                Write16(output, 0xc000 | offset);
                return;
            }
            if (output.WrittenCount <= LargestPointer)
                written.Add(name, output.WrittenCount);
            name.WriteFirstLabel(output);
        }
        output.Write<byte>([0]);
    }

    private static bool TryReadRecords(ReadOnlySpan<byte> octets, ref int position, int count, out EquatableList<DnsRecord> records)
    {
        records = default;
        var read = new List<DnsRecord>();
        for (; count > 0; count--)
        {
            if (!DnsName.TryRead(octets, ref position, out var name) || position + 10 > octets.Length)
                return false;
            var type = (DnsType)BinaryPrimitives.ReadUInt16BigEndian(octets[position..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(octets[(position + 8)..]);
            var start = position + 10;
            if (start + length > octets.Length || !TryReadData(octets[..(start + length)], start, type, out var data))
                return false;
            read.Add(new DnsRecord(
                name,
                type,
                BinaryPrimitives.ReadUInt16BigEndian(octets[(position + 2)..]),
                BinaryPrimitives.ReadUInt32BigEndian(octets[(position + 4)..]),
                data));
            position = start + length;
        }
        records = read.ToEquatableList();
        return true;
    }

    // The types whose names may be compressed (RFC 3597 §4 lists them): so many octets, so many names, then the rest.
    private static bool TryReadData(ReadOnlySpan<byte> octets, int start, DnsType type, out EquatableList<byte> data)
    {
        data = default;
        var (before, names) = type switch
        {
            DnsType.Ns or DnsType.Cname or DnsType.Ptr => (0, 1),
            DnsType.Soa => (0, 2),
            DnsType.Mx => (2, 1),
            DnsType.Srv => (6, 1),
            _ => (0, 0),
        };
        if (start + before > octets.Length)
            return false;
        var output = new ArrayBufferWriter<byte>();
        output.Write(octets.Slice(start, before));
        var position = start + before;
        for (; names > 0; names--)
        {
            if (!DnsName.TryRead(octets, ref position, out var name))
                return false;
            name.Write(output);
        }
        output.Write(octets[position..]);
        data = EquatableList.Create(output.WrittenSpan);
        return true;
    }
}
