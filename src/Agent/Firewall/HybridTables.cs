using Naru.Agent.Nftables;

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

    public static TablePlan Bridge(IReadOnlyList<HybridPort> ports) => new(
        FirewallChains.BridgeTable,
        [
            NftSet.OfSet("plugged", "type ifname;", ports.SelectMany(port => new[] { FirewallChains.Quoted(port.Tap), FirewallChains.Quoted(port.Uplink) })),
            NftSet.OfMap("directions", "type ifname : mark;",
                ports.SelectMany(port => new[] { $"{FirewallChains.Quoted(port.Tap)} : {FromInstance}", $"{FirewallChains.Quoted(port.Uplink)} : {ToInstance}" })),
            NftSet.OfMap("checks", "type ifname : verdict;",
                ports.Where(port => port.IsFiltered).SelectMany(port => new[]
                {
                    $"{FirewallChains.Quoted(port.Tap)} : jump source-{port.ShortId}", $"{FirewallChains.Quoted(port.Uplink)} : jump arriving",
                })),
        ],
        [
            .. ports.Where(port => port.IsFiltered).Select(FirewallChains.SourceChain),
            new NftChain("arriving", Hook: null, [$"ether type {FirewallChains.KnownTypes} return", "drop"]),
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
        FirewallChains.InetTable,
        [
            .. FirewallChains.MemberSets([.. ports.Where(port => port.IsFiltered).Select(port => rules[port.Port.Id])]),
            // What was given a zone is tracked, notrack or not: a port is in one of the two.
            NftSet.OfMap("zones", "typeof iifname : ct zone;",
                ports.Where(port => !IsStateless(port, rules)).Select(port => $"{FirewallChains.Quoted(port.Bridge)} : {port.Zone}")),
            NftSet.OfSet("stateless", "type ifname;", ports.Where(port => IsStateless(port, rules)).Select(port => FirewallChains.Quoted(port.Bridge))),
            NftSet.OfMap("ports", "type ifname . mark : verdict;", ports.SelectMany(Verdicts)),
        ],
        [
            .. ports.Where(port => port.IsFiltered).SelectMany(port => FirewallChains.Of(port, rules[port.Port.Id])),
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

    private static IEnumerable<string> Verdicts(HybridPort port)
    {
        yield return $"{FirewallChains.Quoted(port.Bridge)} . {FromInstance} : {(port.IsFiltered ? $"goto {FirewallChains.Egress(port)}" : "accept")}";
        yield return $"{FirewallChains.Quoted(port.Bridge)} . {ToInstance} : {(port.IsFiltered ? $"goto {FirewallChains.Ingress(port)}" : "accept")}";
    }

    private static bool IsStateless(HybridPort port, IReadOnlyDictionary<string, PortRules> rules) =>
        port.IsFiltered && !rules[port.Port.Id].IsStateful;
}
