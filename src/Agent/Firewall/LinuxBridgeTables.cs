using Naru.Agent.Nftables;

namespace Naru.Agent.Firewall;

/// <summary>The security groups of all ports on the bridges of networks, as two nftables tables in the host's namespace.</summary>
/// <remarks>
/// <para>
/// A packet between two ports of one bridge is judged twice: by what its sender may send and by what its receiver lets in. The
/// bridge table sees the frame where it comes in and where it goes out, and notes both ports in the packet's mark: the sender's
/// number in the lower 16 bits, the receiver's in the upper. br_netfilter then shows IP packets to the inet table, which sees
/// nothing but the bridge and that mark. It judges in two chains, because what the first accepts the second still sees.
/// </para>
/// <para>
/// Everything else that is plugged into the bridge (tunnel, card, services of this host) has the number <see cref="Trusted"/>. A
/// packet with a port that has no number (yet) is dropped; ARP has been judged by the bridge table and passes. A connection's zone
/// is that of the bridge, so that both of its ports know it. Since the receiver is not known before the lookup, connections of
/// stateless groups are followed too, but their chains do not ask for it.
/// </para>
/// </remarks>
public static class LinuxBridgeTables
{
    public const ushort Trusted = ushort.MaxValue;

    private const string SenderBits = "0x0000ffff";
    private const string ReceiverBits = "0xffff0000";

    public static TablePlan Bridge(IReadOnlyList<LinuxBridgePort> ports, IReadOnlyList<string> others) => new(
        FirewallChains.BridgeTable,
        [
            NftSet.OfMap("senders", "type ifname : mark;",
                ports.Select(port => $"{FirewallChains.Quoted(port.Tap)} : {Sender(port.Number)}")
                    .Concat(others.Select(device => $"{FirewallChains.Quoted(device)} : {Sender(Trusted)}"))),
            NftSet.OfMap("checks", "type ifname : verdict;",
                ports.Where(port => port.IsFiltered).Select(port => $"{FirewallChains.Quoted(port.Tap)} : jump source-{port.ShortId}")),
            NftSet.OfMap("receivers", "type ifname : verdict;",
                ports.Select(port => $"{FirewallChains.Quoted(port.Tap)} : jump to-{port.ShortId}")
                    .Concat(others.Select(device => $"{FirewallChains.Quoted(device)} : jump to-others"))),
            NftSet.OfSet("others", "type ifname;", others.Select(FirewallChains.Quoted)),
        ],
        [
            .. ports.Where(port => port.IsFiltered).Select(FirewallChains.SourceChain),
            .. ports.Select(port => new NftChain($"to-{port.ShortId}", Hook: null, [.. Arriving(port), Noted(port.Number)])),
            new NftChain("to-others", Hook: null, [Noted(Trusted)]),
            // Before br_netfilter, which is at 0.
            new NftChain("prerouting", "type filter hook prerouting priority -400; policy accept;",
            [
                "iifname vmap @checks",
                "meta mark set iifname map @senders",
            ]),
            new NftChain("forward", "type filter hook forward priority -400; policy accept;", ["oifname vmap @receivers"]),
            // What goes on in a tunnel is the host's own packet, and its mark the host's own matter.
            new NftChain("postrouting", "type filter hook postrouting priority 400; policy accept;", ["oifname @others meta mark set 0"]),
        ]);

    /// <param name="rules">By port id, of all ports.</param>
    public static TablePlan Inet(IReadOnlyList<LinuxBridgePort> ports, IReadOnlyDictionary<string, PortRules> rules)
    {
        var bridges = ports.DistinctBy(port => port.Bridge).OrderBy(port => port.Bridge, StringComparer.Ordinal).ToList();
        var filtered = ports.Where(port => port.IsFiltered).ToList();
        return new TablePlan(
            FirewallChains.InetTable,
            [
                .. FirewallChains.MemberSets([.. filtered.Select(port => rules[port.Port.Id])]),
                NftSet.OfMap("zones", "typeof iifname : ct zone;", bridges.Select(port => $"{FirewallChains.Quoted(port.Bridge)} : {port.Zone}")),
                // What the host routes has other devices before and behind it.
                NftSet.OfSet("bridged", "type ifname . ifname;",
                    bridges.Select(port => $"{FirewallChains.Quoted(port.Bridge)} . {FirewallChains.Quoted(port.Bridge)}")),
                NftSet.OfSet("instances", "type mark;", ports.Select(port => Sender(port.Number))),
                NftSet.OfMap("senders", "type mark : verdict;", ports
                    .Select(port => $"{Sender(port.Number)} : {(port.IsFiltered ? $"goto {FirewallChains.Egress(port)}" : "accept")}")
                    .Append($"{Sender(Trusted)} : accept")),
                NftSet.OfMap("receivers", "type mark : verdict;", ports
                    .Select(port => $"{Receiver(port.Number)} : {(port.IsFiltered ? $"goto {FirewallChains.Ingress(port)}" : "accept")}")
                    .Append($"{Receiver(Trusted)} : accept")),
            ],
            [
                .. filtered.SelectMany(port => FirewallChains.Of(port, rules[port.Port.Id], followed: rules[port.Port.Id].IsStateful)),
                // Before connections are looked up, at -200.
                new NftChain("prerouting", "type filter hook prerouting priority -350; policy accept;", ["ct zone set iifname map @zones"]),
                Judging("egress", "-1", SenderBits, "senders"),
                Judging("ingress", "0", ReceiverBits, "receivers"),
                // An instance does not talk to its host.
                new NftChain("input", "type filter hook input priority filter; policy accept;", [$"meta mark & {SenderBits} @instances drop"]),
            ]);
    }

    private static NftChain Judging(string name, string priority, string bits, string map) => new(
        name,
        $"type filter hook forward priority {priority}; policy accept;",
        ["iifname . oifname != @bridged accept", $"meta mark & {bits} vmap @{map}", "drop"]);

    // Nothing that a port's chains cannot judge reaches it.
    private static IEnumerable<string> Arriving(LinuxBridgePort port) => port.IsFiltered ? [$"ether type != {FirewallChains.KnownTypes} drop"] : [];

    private static string Noted(ushort number) => $"meta mark set meta mark or {Receiver(number)}";

    private static string Sender(ushort number) => $"0x{number:x8}";

    private static string Receiver(ushort number) => $"0x{number:x4}0000";
}
