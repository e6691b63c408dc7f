using Naru.Agent.Nftables;
using Naru.Protocols.Netlink.Nftables;

namespace Naru.Agent.LinuxBridge;

/// <summary>Keeps what a bridge answers in the place of ports of other hosts out of the tunnels, as two nftables tables.</summary>
/// <remarks>
/// A bridge that answers ARP for what is behind a tunnel (<c>proxy_arp_wifi</c>) does so whoever asks, also when the question came out
/// of the tunnel: the gratuitous ARP of a router would come back to its host with the router's own MAC, from the wrong side, and
/// that host's switch would believe it. What a bridge forwards passes its postrouting hook and is marked there; what it says by
/// itself does not, and is dropped before the tunnel.
/// </remarks>
public static class ArpGuardTables
{
    private const string Forwarded = "0x6e617275";

    public static readonly NftTable Tunnels = new(NftFamily.Netdev, "naru-arp");
    private static readonly NftTable Bridges = new(NftFamily.Bridge, "naru-arp");

    /// <param name="tunnels">The tunnel devices, at least one.</param>
    public static TablePlan[] Of(IReadOnlyList<string> tunnels)
    {
        var devices = string.Join(", ", tunnels.Order(StringComparer.Ordinal).Select(device => $"\"{device}\""));
        return
        [
            new TablePlan(Bridges, [],
            [
                // Behind the firewall, which takes its own mark off at 400.
                new NftChain("postrouting", "type filter hook postrouting priority 500; policy accept;",
                    [$"oifname \"{BridgeNames.TunnelPrefix}*\" ether type arp meta mark set {Forwarded}"]),
            ]),
            new TablePlan(Tunnels, [],
            [
                new NftChain("egress", $"type filter hook egress devices = {{ {devices} }} priority 0; policy accept;",
                [
                    $"ether type arp meta mark != {Forwarded} drop",
                    "ether type arp meta mark set 0",
                ]),
            ]),
        ];
    }
}
