using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.Primitives;

namespace Naru.Agent.Firewall;

/// <summary>What an instance may send, as the rules of a chain that its frames pass when they enter its bridge.</summary>
/// <remarks>
/// An instance speaks for its own MAC and IP addresses and the pairs it was allowed, also in what it tells its neighbours; it asks for its
/// configuration, but does not give any. All that is not IP or ARP is dropped, tagged frames too: nothing behind this chain looks into them.
/// </remarks>
internal static class SourceCheck
{
    private static readonly IpPrefix Unspecified = IpPrefix.OfHost(IpAddress.V4(0));
    private static readonly IpPrefix Unspecified6 = IpPrefix.OfHost(IpAddress.V6(0));

    public static IEnumerable<string> Rules(BridgedPort port)
    {
        var sources = port.Sources.GroupBy(source => source.Mac, source => source.Prefix).ToDictionary(group => group.Key, group => group.ToList());
        sources.TryAdd(port.Port.Mac, []);
        var ordered = sources.OrderBy(source => source.Key != port.Port.Mac).ThenBy(source => source.Key).ToList();
        foreach (var (mac, prefixes) in ordered)
        {
            // Address conflict detection asks from 0.0.0.0 (RFC 5227 §2.1.1), as does a DHCP client without an address.
            yield return $"ether saddr {mac} arp saddr ether {mac} arp saddr ip {Set([Unspecified, .. prefixes.Where(prefix => prefix.IsV4)])} return";
            yield return $"ether saddr {mac} ip saddr 0.0.0.0 udp sport 68 udp dport 67 return";
        }
        yield return "udp sport 67 udp dport 68 drop";
        yield return "udp sport 547 udp dport 546 drop";
        yield return "icmpv6 type nd-router-advert drop";
        foreach (var (mac, prefixes) in ordered)
        {
            foreach (var own in Own6(mac, prefixes))
                yield return $"ether saddr {mac} ip6 saddr {Set(Own6(mac, prefixes))} icmpv6 type nd-neighbor-advert{IsTarget(own)} return";
        }
        yield return "icmpv6 type nd-neighbor-advert drop";
        foreach (var (mac, prefixes) in ordered)
        {
            if (prefixes.Exists(prefix => prefix.IsV4))
                yield return $"ether saddr {mac} ip saddr {Set(prefixes.Where(prefix => prefix.IsV4))} return";
            // Duplicate address detection asks from :: (RFC 4862 §5.4).
            yield return $"ether saddr {mac} ip6 saddr {Set([Unspecified6, .. Own6(mac, prefixes)])} return";
        }
        yield return "drop";
    }

    private static IEnumerable<IpPrefix> Own6(MacAddress mac, IEnumerable<IpPrefix> prefixes) => prefixes.Where(prefix => prefix.IsV6).Prepend(IpPrefix.OfHost(LinkLocal.Of(mac)));

    // The target of an advertisement (RFC 4861 §4.4), 8 bytes into ICMPv6. Only nft from 1.0.8 on knows it by name.
    private static string IsTarget(IpPrefix prefix) => prefix.Length switch
    {
        0 => "",
        var length when length == prefix.Network.Bits => $" @th,64,128 0x{prefix.Network.Value:x32}",
        _ => $" @th,64,128 & 0x{prefix.Netmask.Value:x32} == 0x{prefix.Network.Value:x32}",
    };

    private static string Set(IEnumerable<IpPrefix> prefixes)
    {
        var elements = AddressSet.Of(prefixes).ToList();
        return elements.Count == 1 ? elements[0] : $"{{ {string.Join(", ", elements)} }}";
    }
}
