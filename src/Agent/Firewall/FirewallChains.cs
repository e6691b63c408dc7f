using Naru.Agent.Nftables;
using Naru.Agent.SecurityLog;
using Naru.NodeContract;
using Naru.Protocols.Netlink.Nftables;

namespace Naru.Agent.Firewall;

/// <summary>What the tables of all ports on Linux bridges have in common: what a port's security groups let pass, whatever leads to these chains.</summary>
internal static class FirewallChains
{
    public static readonly NftTable BridgeTable = new(NftFamily.Bridge, "naru-firewall");
    public static readonly NftTable InetTable = new(NftFamily.Inet, "naru-firewall");

    /// <summary>Frames that the chains can judge; tagged ones are none of them.</summary>
    public const string KnownTypes = "{ arp, ip, ip6 }";

    private static readonly string[] AlwaysFromInstance =
    [
        "udp sport 68 udp dport 67 accept",
        "udp sport 546 udp dport 547 accept",
        "icmpv6 type { mld-listener-query, mld-listener-report, mld-listener-done, mld2-listener-report, nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert } accept",
    ];

    private static readonly string[] AlwaysToInstance =
    [
        "udp sport 67 udp dport 68 accept",
        "udp sport 547 udp dport 546 accept",
        "icmpv6 type { mld-listener-query, mld-listener-report, mld-listener-done, mld2-listener-report, nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert } accept",
    ];

    public static string Quoted(string device) => $"\"{device}\"";

    /// <summary>The members of the groups that rules name, a set for each group and version of IP.</summary>
    public static IEnumerable<NftSet> MemberSets(IReadOnlyList<PortRules> all)
    {
        var named = all.SelectMany(rules => rules.Rules.Items).Where(rule => rule.RemoteGroupId is not null)
            .Select(rule => (Id: rule.RemoteGroupId ?? "", Version: rule.IpVersion)).Distinct();
        var groups = all.SelectMany(rules => rules.RemoteGroups.Items).DistinctBy(group => group.Id).ToDictionary(group => group.Id);
        return named.OrderBy(set => set.Id, StringComparer.Ordinal).ThenBy(set => set.Version).Select(set => NftSet.OfSet(
            RuleText.MembersOf(set.Id, set.Version),
            $"type {(set.Version == 4 ? "ipv4_addr" : "ipv6_addr")}; flags interval;",
            AddressSet.Of(groups.GetValueOrDefault(set.Id)?.Members.Where(member => member.Version == set.Version) ?? [])));
    }

    /// <summary>What the sender of a frame may do, by the device that it comes from.</summary>
    public static NftChain SourceChain(BridgedPort port) => new($"source-{port.ShortId}", Hook: null, [.. SourceCheck.Rules(port)]);

    /// <summary>The names of the chains that judge what a port sends and receives.</summary>
    public static string Egress(BridgedPort port) => $"egress-{port.ShortId}";

    public static string Ingress(BridgedPort port) => $"ingress-{port.ShortId}";

    /// <param name="followed">The state of connections counts; not where a port whose groups are stateless is tracked all the same.</param>
    public static IEnumerable<NftChain> Of(BridgedPort port, PortRules rules, bool followed = true)
    {
        yield return Chain(Egress(port), AlwaysFromInstance, port, rules, RuleDirection.Egress, followed);
        yield return Chain(Ingress(port), AlwaysToInstance, port, rules, RuleDirection.Ingress, followed);
    }

    private static NftChain Chain(string name, string[] always, BridgedPort port, PortRules rules, RuleDirection direction, bool followed) => new(name, Hook: null,
    [
        .. always,
        .. followed ? ["ct state vmap { established : accept, related : accept, invalid : drop }"] : Array.Empty<string>(),
        .. rules.Rules.Items.Where(rule => rule.Direction == direction).DistinctBy(RuleText.Of).SelectMany(rule => Rule(port, rules, rule)),
        .. rules.Logged.HasFlag(LoggedEvents.Drop) ? [Log("", new LogMark(false, port.Port.Id, LogMark.NoRule))] : Array.Empty<string>(),
        "drop",
    ]);

    private static IEnumerable<string> Rule(BridgedPort port, PortRules rules, NodeSecurityGroupRule rule)
    {
        // What comes here of a tracked connection is its first packet.
        if (rules.Logged.HasFlag(LoggedEvents.Accept))
            yield return Log(RuleText.MatchOf(rule), new LogMark(true, port.Port.Id, rule.Id));
        yield return RuleText.Of(rule);
    }

    private static string Log(string match, LogMark mark) =>
        $"{match} {NetfilterLogReader.Limit} log prefix \"{mark.ToText()}\" group {NetfilterLogReader.Group}".TrimStart();
}
