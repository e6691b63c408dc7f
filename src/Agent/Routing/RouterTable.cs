using Naru.Agent.Nftables;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Nftables;

namespace Naru.Agent.Routing;

/// <summary>The nftables of a router's namespace: floating IPs, source translation, and the way to the metadata.</summary>
public static class RouterTable
{
    public static readonly IpAddress MetadataAddress = IpAddress.Parse("169.254.169.254");

    /// <summary>Where the agent listens for what was meant for port 80 of <see cref="MetadataAddress"/>.</summary>
    public const int MetadataPort = 9697;

    private static readonly NftTable Table = new(NftFamily.Ip, "naru");

    /// <param name="inside">What the names of the devices on internal networks begin with.</param>
    public static TablePlan Of(RouterTranslations translations, string inside = RouterPlan.InterfacePrefix) => new(
        Table,
        [
            NftSet.OfMap("floating-to-fixed", "type ipv4_addr : ipv4_addr;",
                translations.FloatingIps.Select(floating => $"{floating.FloatingAddress} : {floating.FixedAddress}")),
            FixedToFloating("fixed-to-floating", translations.FirstFloatingIps),
            .. translations.OtherSides.Select(side => FixedToFloating(MapOf(side), side.FloatingIps)),
            .. ForwardedPorts.Maps(translations.PortForwardings),
        ],
        [
            new NftChain("prerouting", "type nat hook prerouting priority dstnat; policy accept;",
            [
                $"iifname \"{inside}*\" ip daddr {MetadataAddress} tcp dport 80 redirect to :{MetadataPort}",
                "dnat to ip daddr map @floating-to-fixed",
                .. ForwardedPorts.Rules,
            ]),
            new NftChain("output", "type nat hook output priority -100; policy accept;", ["dnat to ip daddr map @floating-to-fixed"]),
            new NftChain("postrouting", "type nat hook postrouting priority srcnat; policy accept;", [.. SourceTranslation(translations, inside)]),
            new NftChain("input", "type filter hook input priority filter; policy accept;",
                // Nobody gets to the listener but by the redirection.
                [$"tcp dport {MetadataPort} ct original ip daddr != {MetadataAddress} drop"]),
            .. LimitChains(translations),
        ]);

    // Before and after the translations: an address has its limits outside, whoever it is inside.
    private static IEnumerable<NftChain> LimitChains(RouterTranslations translations)
    {
        NftChain[] chains =
        [
            new("limit-in", "type filter hook prerouting priority mangle; policy accept;", [.. RouterLimits.Entering(translations)]),
            new("limit-out", "type filter hook postrouting priority 150; policy accept;", [.. RouterLimits.Leaving(translations)]),
        ];
        return chains.Where(chain => !chain.Rules.IsEmpty);
    }

    private static NftSet FixedToFloating(string name, IEnumerable<NodeFloatingIp> floatingIps) => NftSet.OfMap(
        name, "type ipv4_addr : ipv4_addr;",
        floatingIps.DistinctBy(floating => floating.FixedAddress).Select(floating => $"{floating.FixedAddress} : {floating.FloatingAddress}"));

    private static string MapOf(GatewayTranslations side) => $"fixed-to-floating-{side.Device}";

    private static IEnumerable<string> SourceTranslation(RouterTranslations translations, string inside)
    {
        if (translations.GatewayDevice is { } gateway)
        {
            yield return $"oifname \"{gateway}\" snat to ip saddr map @fixed-to-floating";
            if (translations is { EnableSnat: true, GatewayAddress: { } outside })
                yield return $"oifname \"{gateway}\" snat to {outside}";
        }
        else if (translations.FloatingInterfaces.IsEmpty)
        {
            yield break;
        }
        foreach (var side in translations.OtherSides)
        {
            yield return $"oifname \"{side.Device}\" snat to ip saddr map @{MapOf(side)}";
            if (translations.EnableSnat && side.Address is { } source)
                yield return $"oifname \"{side.Device}\" snat to {source}";
        }
        // From inside to a floating IP: the answer must come back through here to be translated, also from the same network.
        var within = $"iifname \"{inside}*\"{string.Concat(translations.FloatingInterfaces.Select(side => $" iifname != \"{side.Device}\""))} ct status dnat";
        if (translations.GatewayDevice is not null)
            yield return $"{within} snat to ip saddr map @fixed-to-floating";
        foreach (var side in translations.OtherSides)
            yield return $"{within} snat to ip saddr map @{MapOf(side)}";
        if (translations.GatewayAddress is { } address)
            yield return $"{within} snat to {address}";
        else if (translations.IsDistributed || translations.GatewayDevice is null)
            yield return $"{within} masquerade";
    }
}
