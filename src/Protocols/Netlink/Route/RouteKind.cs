namespace Naru.Protocols.Netlink.Route;

/// <summary>What happens to a packet that matches a route: RTN_….</summary>
public enum RouteKind : byte
{
    Unspecified = 0,

    /// <summary>It goes to the gateway or out of the link.</summary>
    Unicast = 1,

    /// <summary>It is for this host.</summary>
    Local = 2,
    Broadcast = 3,
    Anycast = 4,
    Multicast = 5,

    /// <summary>It is dropped silently.</summary>
    Blackhole = 6,

    /// <summary>It is dropped with "host unreachable".</summary>
    Unreachable = 7,

    /// <summary>It is dropped with "administratively prohibited".</summary>
    Prohibit = 8,
}
