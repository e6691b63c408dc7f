namespace Naru.Protocols.Netlink.Conntrack;

/// <summary>Attributes of a connection (<c>linux/netfilter/nfnetlink_conntrack.h</c>): CTA_…. Numbers in them are big-endian.</summary>
internal static class Cta
{
    public const ushort TupleOriginal = 1;
    public const ushort TupleReply = 2;
    public const ushort Status = 3;
    public const ushort ProtocolState = 4;
    public const ushort Timeout = 7;
    public const ushort Mark = 8;
    public const ushort Id = 12;
    public const ushort Zone = 18;
    public const ushort MarkMask = 21;

    /// <summary>Inside of a tuple: CTA_TUPLE_….</summary>
    public const ushort TupleIp = 1;
    public const ushort TupleProtocol = 2;
    public const ushort TupleZone = 3;

    /// <summary>Inside of <see cref="TupleIp"/>: CTA_IP_….</summary>
    public const ushort V4Source = 1;
    public const ushort V4Destination = 2;
    public const ushort V6Source = 3;
    public const ushort V6Destination = 4;

    /// <summary>Inside of <see cref="TupleProtocol"/>: CTA_PROTO_….</summary>
    public const ushort Number = 1;
    public const ushort SourcePort = 2;
    public const ushort DestinationPort = 3;
    public const ushort IcmpId = 4;
    public const ushort IcmpType = 5;
    public const ushort IcmpCode = 6;
    public const ushort Icmp6Id = 7;
    public const ushort Icmp6Type = 8;
    public const ushort Icmp6Code = 9;

    /// <summary>Inside of <see cref="ProtocolState"/>: CTA_PROTOINFO_TCP, and in it CTA_PROTOINFO_TCP_STATE.</summary>
    public const ushort Tcp = 1;
    public const ushort TcpState = 1;

    /// <summary>Of the answer to a request for statistics: CTA_STATS_GLOBAL_ENTRIES.</summary>
    public const ushort StatisticsEntries = 1;
}
