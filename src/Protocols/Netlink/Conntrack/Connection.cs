using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Conntrack;

/// <summary>An entry of the table of connections, as <c>conntrack -L</c> shows it.</summary>
/// <param name="Original">The direction of the first packet, before any translation.</param>
/// <param name="Reply">What answers look like when they arrive: where it is not the reverse of <paramref name="Original"/>, there is NAT.</param>
public sealed record Connection(ConnectionTuple Original, ConnectionTuple Reply)
{
    /// <summary><c>struct nfgenmsg</c>.</summary>
    internal const int HeaderLength = 4;

    /// <summary>The zone it was tracked in; zero by default.</summary>
    public ushort Zone { get; init; }

    public uint Mark { get; init; }

    public ConnectionStatus Status { get; init; }

    /// <summary>Seconds until it is forgotten if no packet comes.</summary>
    public uint TimeoutSeconds { get; init; }

    /// <summary>The kernel's number of this very entry.</summary>
    public uint Id { get; init; }

    /// <summary>TCP_CONNTRACK_…, 3 is established; <c>null</c> for other protocols.</summary>
    public byte? TcpState { get; init; }

    public override string ToString() => $"{Original}{(Zone > 0 ? $" zone {Zone}" : "")}";

    internal static Connection? Read(ReceivedMessage message)
    {
        var attributes = message.Attributes(HeaderLength);
        if (ConnectionTuple.Read(attributes.Find(Cta.TupleOriginal).Nested) is not { } original
            || ConnectionTuple.Read(attributes.Find(Cta.TupleReply).Nested) is not { } reply)
        {
            return null;
        }
        return new Connection(original, reply)
        {
            Zone = attributes.Find(Cta.Zone).AsUInt16BigEndian,
            Mark = attributes.Find(Cta.Mark).AsUInt32BigEndian,
            Status = (ConnectionStatus)attributes.Find(Cta.Status).AsUInt32BigEndian,
            TimeoutSeconds = attributes.Find(Cta.Timeout).AsUInt32BigEndian,
            Id = attributes.Find(Cta.Id).AsUInt32BigEndian,
            TcpState = attributes.Find(Cta.ProtocolState).Nested.Find(Cta.Tcp).Nested.Find(Cta.TcpState) is { Value.Length: > 0 } state
                ? state.AsByte
                : null,
        };
    }
}
