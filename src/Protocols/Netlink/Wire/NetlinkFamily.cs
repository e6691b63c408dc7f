namespace Naru.Protocols.Netlink.Wire;

/// <summary>The part of the kernel a socket talks to (<c>linux/netlink.h</c>).</summary>
public enum NetlinkFamily
{
    /// <summary>NETLINK_ROUTE: links, addresses, routes, rules, neighbours, queueing disciplines (rtnetlink(7)).</summary>
    Route = 0,

    /// <summary>NETLINK_NETFILTER: connection tracking and nftables (<c>linux/netfilter/nfnetlink.h</c>).</summary>
    Netfilter = 12,
}
