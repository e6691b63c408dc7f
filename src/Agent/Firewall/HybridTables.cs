using Naru.Agent.Nftables;
using Naru.Agent.SecurityLog;
using Naru.NodeContract;
using Naru.Protocols.Netlink.Nftables;

namespace Naru.Agent.Firewall;

/// <summary>The security groups of all hybrid ports of a host, as two nftables tables in the host's namespace.</summary>
/// <remarks>
/// <para>
/// A frame enters a port's Linux bridge by the tap (from the instance) or by qvb (to the instance). The bridge table sees it
/// first: it checks the sender of what comes from the instance, and marks the direction, which later hooks cannot see, since
/// there the device is the bridge itself. br_netfilter then shows IP packets to the inet table: that gives the connection
/// the zone of its port, and judges by bridge and direction. ARP has been judged by then and passes.
/// </para>
/// <para>Whatever has no mark because its port is not in here (yet) is dropped on its way in and out of qvb.</para>
/// </remarks>
public static class HybridTables
{
    private const int FromInstance = 1;
    private const int ToInstance = 2;

    private static readonly NftTable BridgeTable = new(NftFamily.Bridge, "naru-firewall");
    private static readonly NftTable InetTable = new(NftFamily.Inet, "naru-firewall");

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

    public static TablePlan Bridge(IReadOnlyList<HybridPort> ports) => new(
        BridgeTable,
        [
            NftSet.OfSet("plugged", "type ifname;", ports.SelectMany(port => new[] { Quoted(port.Tap), Quoted(port.Uplink) })),
            NftSet.OfMap("directions", "type ifname : mark;",
                ports.SelectMany(port => new[] { $"{Quoted(port.Tap)} : {FromInstance}", $"{Quoted(port.Uplink)} : {ToInstance}" })),
            NftSet.OfMap("checks", "type ifname : verdict;",
                ports.Where(IsFiltered).SelectMany(port => new[]
                {
                    $"{Quoted(port.Tap)} : jump source-{port.ShortId}", $"{Quoted(port.Uplink)} : jump arriving",
                })),
        ],
        [
            .. ports.Where(IsFiltered).Select(port => new NftChain($"source-{port.ShortId}", Hook: null, [.. SourceCheck.Rules(port)])),
            new NftChain("arriving", Hook: null, ["ether type { arp, ip, ip6 } return", "drop"]),
            // Before br_netfilter, which is at 0.
            new NftChain("prerouting", "type filter hook prerouting priority -400; policy accept;",
            [
                "iifname \"qvb*\" iifname != @plugged drop",
                "iifname vmap @checks",
                "meta mark set iifname map @directions",
            ]),
            new NftChain("forward", "type filter hook forward priority -400; policy accept;", ["oifname \"qvb*\" iifname != @plugged drop"]),
        ]);

    /// <param name="rules">By port id, of all ports.</param>
    public static TablePlan Inet(IReadOnlyList<HybridPort> ports, IReadOnlyDictionary<string, PortRules> rules) => new(
        InetTable,
        [
            .. MemberSets([.. ports.Where(IsFiltered).Select(port => rules[port.Port.Id])]),
            // What was given a zone is tracked, notrack or not: a port is in one of the two.
            NftSet.OfMap("zones", "typeof iifname : ct zone;",
                ports.Where(port => !IsStateless(port, rules)).Select(port => $"{Quoted(port.Bridge)} : {port.Zone}")),
            NftSet.OfSet("stateless", "type ifname;", ports.Where(port => IsStateless(port, rules)).Select(port => Quoted(port.Bridge))),
            NftSet.OfMap("ports", "type ifname . mark : verdict;", ports.SelectMany(Verdicts)),
        ],
        [
            .. ports.Where(IsFiltered).SelectMany(port => Chains(port, rules[port.Port.Id])),
            // Before connections are looked up, at -200.
            new NftChain("prerouting", "type filter hook prerouting priority -350; policy accept;",
            [
                "ct zone set iifname map @zones",
                "iifname @stateless notrack",
            ]),
            new NftChain("forward", "type filter hook forward priority filter; policy accept;",
            [
                "iifname . meta mark vmap @ports",
                "iifname \"qbr*\" drop",
            ]),
            // An instance does not talk to its host.
            new NftChain("input", "type filter hook input priority filter; policy accept;", ["iifname \"qbr*\" drop"]),
        ]);

    private static IEnumerable<NftSet> MemberSets(IReadOnlyList<PortRules> all)
    {
        var named = all.SelectMany(rules => rules.Rules.Items).Where(rule => rule.RemoteGroupId is not null)
            .Select(rule => (Id: rule.RemoteGroupId ?? "", Version: rule.IpVersion)).Distinct();
        var groups = all.SelectMany(rules => rules.RemoteGroups.Items).DistinctBy(group => group.Id).ToDictionary(group => group.Id);
        return named.OrderBy(set => set.Id, StringComparer.Ordinal).ThenBy(set => set.Version).Select(set => NftSet.OfSet(
            RuleText.MembersOf(set.Id, set.Version),
            $"type {(set.Version == 4 ? "ipv4_addr" : "ipv6_addr")}; flags interval;",
            AddressSet.Of(groups.GetValueOrDefault(set.Id)?.Members.Where(member => member.Version == set.Version) ?? [])));
    }

    private static IEnumerable<string> Verdicts(HybridPort port)
    {
        yield return $"{Quoted(port.Bridge)} . {FromInstance} : {(IsFiltered(port) ? $"goto egress-{port.ShortId}" : "accept")}";
        yield return $"{Quoted(port.Bridge)} . {ToInstance} : {(IsFiltered(port) ? $"goto ingress-{port.ShortId}" : "accept")}";
    }

    private static IEnumerable<NftChain> Chains(HybridPort port, PortRules rules)
    {
        yield return Chain($"egress-{port.ShortId}", AlwaysFromInstance, port, rules, RuleDirection.Egress);
        yield return Chain($"ingress-{port.ShortId}", AlwaysToInstance, port, rules, RuleDirection.Ingress);
    }

    private static NftChain Chain(string name, string[] always, HybridPort port, PortRules rules, RuleDirection direction) => new(name, Hook: null,
    [
        .. always,
        "ct state vmap { established : accept, related : accept, invalid : drop }",
        .. rules.Rules.Items.Where(rule => rule.Direction == direction).DistinctBy(RuleText.Of).SelectMany(rule => Rule(port, rules, rule)),
        .. rules.Logged.HasFlag(LoggedEvents.Drop) ? [Log("", new LogMark(false, port.Port.Id, LogMark.NoRule))] : Array.Empty<string>(),
        "drop",
    ]);

    private static IEnumerable<string> Rule(HybridPort port, PortRules rules, NodeSecurityGroupRule rule)
    {
        // What comes here of a tracked connection is its first packet.
        if (rules.Logged.HasFlag(LoggedEvents.Accept))
            yield return Log(RuleText.MatchOf(rule), new LogMark(true, port.Port.Id, rule.Id));
        yield return RuleText.Of(rule);
    }

    private static string Log(string match, LogMark mark) =>
        $"{match} {NetfilterLogReader.Limit} log prefix \"{mark.ToText()}\" group {NetfilterLogReader.Group}".TrimStart();

    private static bool IsStateless(HybridPort port, IReadOnlyDictionary<string, PortRules> rules) =>
        IsFiltered(port) && !rules[port.Port.Id].IsStateful;

    private static bool IsFiltered(HybridPort port) => port.Port.PortSecurityEnabled;

    private static string Quoted(string device) => $"\"{device}\"";
}
