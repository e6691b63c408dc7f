using Naru.Agent.Nftables;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Nftables;

namespace Naru.Agent.Routing;

/// <summary>What is counted of the packets that cross a router's gateway: a counter and a chain for each label.</summary>
internal static class MeteringTable
{
    public static readonly NftTable Name = new(NftFamily.Inet, "naru-metering");

    private const string Prefix = "label-";
    private const string Gateways = "\"qg-*\"";

    public static TablePlan Of(IReadOnlyCollection<NodeMeteringLabel> labels) => new(
        Name,
        [.. labels.Select(label => NftSet.OfObject("counter", CounterOf(label.Id), ""))],
        [
            // After the firewall: what is dropped does not count.
            new NftChain("forward", "type filter hook forward priority filter + 10; policy accept;",
                labels.Select(label => $"jump {CounterOf(label.Id)}").ToEquatableList()),
            .. labels.Select(label => new NftChain(CounterOf(label.Id), null,
                label.Rules.Items.OrderByDescending(rule => rule.IsExcluded).Select(rule => $"{Match(rule)} {Verdict(label, rule)}").ToEquatableList())),
        ]);

    public static string CounterOf(string labelId) => Prefix + labelId;

    private static string Match(NodeMeteringRule rule)
    {
        var isV6 = (rule.Source ?? rule.Destination)?.IsV6 is true;
        var (source, destination) = (Side("saddr", rule.Source), Side("daddr", rule.Destination));
        return $"{(rule.IsIngress ? "iifname" : "oifname")} {Gateways}{source}{destination}";

        // nft(8) does not take a block of all addresses, but the version alone.
        string Side(string field, IpPrefix? block) => block switch
        {
            null => "",
            { Length: 0 } => $" meta nfproto {(isV6 ? "ipv6" : "ipv4")}",
            { } named => $" {(isV6 ? "ip6" : "ip")} {field} {named}",
        };
    }

    private static string Verdict(NodeMeteringLabel label, NodeMeteringRule rule) =>
        rule.IsExcluded ? "return" : $"counter name \"{CounterOf(label.Id)}\" return";
}
