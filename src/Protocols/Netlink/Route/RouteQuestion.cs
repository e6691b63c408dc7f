using Naru.Primitives;

namespace Naru.Protocols.Netlink.Route;

/// <summary>A packet whose way is asked for: <c>ip route get DESTINATION from SOURCE iif LINK ipproto PROTOCOL sport PORT dport PORT</c>.</summary>
/// <remarks>Of several gateways the kernel chooses by all of it (<c>fib_multipath_hash_policy</c> 1).</remarks>
public sealed record RouteQuestion(IpAddress Source, IpAddress Destination)
{
    internal const byte Icmp = 1;
    internal const byte Tcp = 6;
    internal const byte Udp = 17;
    internal const byte Icmpv6 = 58;

    /// <summary>The index of the link by which the packet comes; null: this namespace sends it itself.</summary>
    public int? InputLink { get; init; }

    /// <summary>The number of its protocol; zero: any. The kernel can be asked about ICMP, TCP and UDP.</summary>
    public byte Protocol { get; init; }

    /// <summary>Of TCP and UDP.</summary>
    public ushort SourcePort { get; init; }

    /// <summary>Of TCP and UDP.</summary>
    public ushort DestinationPort { get; init; }
}
