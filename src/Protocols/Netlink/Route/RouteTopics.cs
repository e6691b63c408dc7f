namespace Naru.Protocols.Netlink.Route;

/// <summary>What a <see cref="RouteMonitor"/> tells of: multicast groups RTNLGRP_…, as bits of <c>nl_groups</c>.</summary>
[Flags]
public enum RouteTopics : uint
{
    None = 0,
    Links = 1 << 0,

    /// <summary>IP neighbours and forwarding entries.</summary>
    Neighbours = 1 << 2,

    /// <summary>IPv4 and IPv6.</summary>
    Addresses = 1 << 4 | 1 << 8,

    /// <summary>IPv4 and IPv6.</summary>
    Routes = 1 << 6 | 1 << 10,

    /// <summary>IPv4 and IPv6.</summary>
    Rules = 1 << 7 | 1 << 18,
    All = Links | Neighbours | Addresses | Routes | Rules,
}
