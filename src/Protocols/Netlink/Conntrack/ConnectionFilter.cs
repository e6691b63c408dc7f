using Naru.Primitives;

namespace Naru.Protocols.Netlink.Conntrack;

/// <summary>Which connections are meant. What is <c>null</c> does not matter; what is set must all be so.</summary>
/// <remarks>The default value matches every connection of the namespace.</remarks>
public readonly record struct ConnectionFilter
{
    /// <summary>4 or 6.</summary>
    public int? Version { get; init; }

    public ushort? Zone { get; init; }

    /// <summary>The mark under <see cref="MarkMask"/>.</summary>
    public uint? Mark { get; init; }

    /// <summary>The bits of the mark that count; <c>null</c> for all.</summary>
    public uint? MarkMask { get; init; }

    /// <summary>IANA's number: 1 ICMP, 6 TCP, 17 UDP, 58 ICMPv6.</summary>
    public byte? Protocol { get; init; }

    /// <summary>Sender of the first packet.</summary>
    public IpPrefix? OriginalSource { get; init; }

    /// <summary>Receiver of the first packet as it was sent: a floating IP before it is translated.</summary>
    public IpPrefix? OriginalDestination { get; init; }

    public ushort? OriginalSourcePort { get; init; }

    public ushort? OriginalDestinationPort { get; init; }

    /// <summary>Sender of the answers as they arrive: the fixed address behind a floating IP.</summary>
    public IpPrefix? ReplySource { get; init; }

    /// <summary>Receiver of the answers as they arrive: the address that source translation gave.</summary>
    public IpPrefix? ReplyDestination { get; init; }

    public bool Matches(Connection connection) =>
        Is(Version, connection.Original.Source.Version)
        && Is(Zone, connection.Zone)
        && (Mark is not { } mark || ((connection.Mark ^ mark) & (MarkMask ?? uint.MaxValue)) == 0)
        && Is(Protocol, connection.Original.Protocol)
        && Contains(OriginalSource, connection.Original.Source)
        && Contains(OriginalDestination, connection.Original.Destination)
        && (OriginalSourcePort is not { } source || connection.Original.SourcePort == source)
        && (OriginalDestinationPort is not { } destination || connection.Original.DestinationPort == destination)
        && Contains(ReplySource, connection.Reply.Source)
        && Contains(ReplyDestination, connection.Reply.Destination);

    private static bool Is<T>(T? wanted, T actual)
        where T : struct => wanted is not { } value || EqualityComparer<T>.Default.Equals(value, actual);

    private static bool Contains(IpPrefix? wanted, IpAddress actual) => wanted is not { } prefix || prefix.Contains(actual);
}
