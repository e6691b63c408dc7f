using Naru.Agent.Nftables;
using Naru.NodeContract;
using Naru.Protocols.Netlink.Nftables;

namespace Naru.Agent.Routing;

/// <summary>With NDP proxies, the outside reaches those inner IPv6 addresses only that have one.</summary>
internal static class NeighbourProxyTable
{
    public static readonly NftTable Name = new(NftFamily.Ip6, "naru-ndp");

    public static TablePlan Of(NodeRouter router) => new(
        Name,
        [NftSet.OfSet("proxied", "type ipv6_addr;", router.NdpProxies.Select(address => $"{address}"))],
        [
            new NftChain("forward", "type filter hook forward priority filter; policy accept;",
            [
                "iifname \"qg-*\" ct state { established, related } accept",
                "iifname \"qg-*\" ip6 daddr != @proxied drop",
            ]),
        ]);
}
