using Naru.Primitives;

namespace Naru.Protocols.Packets.Dns;

/// <summary>A DNS message (RFC 1035 §4); <see cref="DnsWire"/> reads and writes it.</summary>
public sealed record DnsMessage
{
    public ushort Id { get; init; }

    /// <summary>QR.</summary>
    public bool IsResponse { get; init; }

    /// <summary>OPCODE; 0 is a standard query.</summary>
    public byte Opcode { get; init; }

    /// <summary>AA.</summary>
    public bool IsAuthoritative { get; init; }

    /// <summary>TC: the answer did not fit and is to be asked for over TCP.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>RD.</summary>
    public bool RecursionDesired { get; init; }

    /// <summary>RA.</summary>
    public bool RecursionAvailable { get; init; }

    /// <summary>AD (RFC 4035 §3.2.3).</summary>
    public bool IsAuthenticData { get; init; }

    /// <summary>CD (RFC 4035 §3.2.2).</summary>
    public bool CheckingDisabled { get; init; }

    public DnsResponseCode ResponseCode { get; init; }

    public EquatableList<DnsQuestion> Questions { get; init; }

    public EquatableList<DnsRecord> Answers { get; init; }

    public EquatableList<DnsRecord> Authorities { get; init; }

    public EquatableList<DnsRecord> Additionals { get; init; }

    /// <summary>The size of UDP message that the sender takes: what its OPT record says, at least 512 (RFC 6891 §6.2.3).</summary>
    public int UdpSize
    {
        get
        {
            foreach (var record in Additionals)
            {
                if (record.Type is DnsType.Opt)
                    return Math.Max((int)record.Class, DnsWire.PlainUdpSize);
            }
            return DnsWire.PlainUdpSize;
        }
    }

    public bool HasEdns => Additionals.Items.Any(record => record.Type is DnsType.Opt);

    /// <summary>An answer without records to this query: same id, question and recursion wish.</summary>
    public DnsMessage Reply(DnsResponseCode code) => new()
    {
        Id = Id,
        IsResponse = true,
        Opcode = Opcode,
        RecursionDesired = RecursionDesired,
        RecursionAvailable = true,
        CheckingDisabled = CheckingDisabled,
        ResponseCode = code,
        Questions = Questions,
        Additionals = HasEdns ? [DnsRecord.Edns(DnsWire.OfferedUdpSize)] : [],
    };

    public override string ToString() =>
        $"{(IsResponse ? $"answer {ResponseCode}" : "query")} id={Id}{(IsAuthoritative ? " aa" : "")}{(IsTruncated ? " tc" : "")} "
        + string.Join("; ", [.. Questions.Select(q => q.ToString()), .. Answers.Select(a => a.ToString())]);
}
