namespace Naru.Protocols.Packets;

/// <summary>What an IP packet carries (IANA protocol numbers); other values are kept as they are.</summary>
public enum IpProtocol
{
    /// <summary>IPv6 hop-by-hop options.</summary>
    HopByHop = 0,
    Icmp = 1,
    Tcp = 6,
    Udp = 17,

    /// <summary>IPv6 routing header.</summary>
    Routing = 43,

    /// <summary>IPv6 fragment header.</summary>
    Fragment = 44,
    Icmpv6 = 58,

    /// <summary>Nothing follows (RFC 8200 §4.7).</summary>
    NoNextHeader = 59,

    /// <summary>IPv6 destination options.</summary>
    DestinationOptions = 60,
    Vrrp = 112,
}
