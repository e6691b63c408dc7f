using System.Globalization;
using Naru.Network.SecurityGroups;
using Naru.Primitives;

namespace Naru.Walk.Filtering;

/// <summary>Compares a value of a packet with what a rule or set says.</summary>
internal static class NftValue
{
    private const string Hexadecimal = "0x";
    private const string Joint = " . ";

    private static readonly Dictionary<string, string> Families = new() { ["ipv4"] = "4", ["ipv6"] = "6" };

    /// <summary>Types of ICMP messages that only IPv6 has.</summary>
    private static readonly Dictionary<string, string> OnlyIcmpv6 = new()
    {
        ["packet-too-big"] = "2",
        ["mld-listener-query"] = "130", ["mld-listener-report"] = "131", ["mld-listener-done"] = "132", ["mld-listener-reduction"] = "132",
        ["nd-router-solicit"] = "133", ["nd-router-advert"] = "134", ["nd-neighbor-solicit"] = "135", ["nd-neighbor-advert"] = "136", ["nd-redirect"] = "137",
        ["router-renumbering"] = "138", ["ind-neighbor-solicit"] = "141", ["ind-neighbor-advert"] = "142", ["mld2-listener-report"] = "143",
    };

    /// <summary>Types and codes of ICMP, of which both versions have names that mean other numbers in each.</summary>
    private static readonly Dictionary<string, string> Icmp = new()
    {
        ["echo-reply"] = "0", ["destination-unreachable"] = "3", ["source-quench"] = "4", ["redirect"] = "5", ["echo-request"] = "8", ["router-advertisement"] = "9",
        ["router-solicitation"] = "10", ["time-exceeded"] = "11", ["parameter-problem"] = "12", ["timestamp-request"] = "13", ["timestamp-reply"] = "14",
        ["info-request"] = "15", ["info-reply"] = "16", ["address-mask-request"] = "17", ["address-mask-reply"] = "18",
        ["net-unreachable"] = "0", ["host-unreachable"] = "1", ["prot-unreachable"] = "2", ["port-unreachable"] = "3", ["frag-needed"] = "4",
        ["net-prohibited"] = "9", ["host-prohibited"] = "10", ["admin-prohibited"] = "13",
    };

    private static readonly Dictionary<string, string> Icmpv6 = new()
    {
        ["destination-unreachable"] = "1", ["time-exceeded"] = "3", ["parameter-problem"] = "4", ["echo-request"] = "128", ["echo-reply"] = "129",
        ["no-route"] = "0", ["admin-prohibited"] = "1", ["addr-unreachable"] = "3", ["port-unreachable"] = "4", ["policy-fail"] = "5", ["reject-route"] = "6",
    };

    private static readonly Dictionary<string, string> EtherTypes = new() { ["ip"] = "2048", ["arp"] = "2054", ["ip6"] = "34525" };

    /// <summary>Whether a value is what a pattern says: itself, a name of it, a range, a block of addresses, or the beginning of a device's name.</summary>
    public static bool Is(string value, string pattern)
    {
        if (pattern.StartsWith('"'))
        {
            var name = pattern.Trim('"');
            return name.EndsWith('*') ? value.StartsWith(name[..^1], StringComparison.Ordinal) : value == name;
        }
        if (pattern.StartsWith(Hexadecimal, StringComparison.Ordinal))
            return value == NumberOf(pattern).ToString(CultureInfo.InvariantCulture);
        if (value == pattern || IsNamed(value, pattern))
            return true;
        if (IpAddress.TryParse(value, out var address))
            return IpPrefix.TryParse(pattern, out var block) && block.Contains(address);
        var dash = pattern.IndexOf('-');
        return dash > 0 && int.TryParse(value, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(pattern[..dash], CultureInfo.InvariantCulture, out var first)
            && int.TryParse(pattern[(dash + 1)..], CultureInfo.InvariantCulture, out var last)
            && number >= first && number <= last;
    }

    /// <summary>The number that nft(8) prints a name for behind the type or code of an ICMP message; null: it is no such name.</summary>
    public static string? NumberNamed(string name, bool isV6) => isV6 ? OnlyIcmpv6.GetValueOrDefault(name) ?? Icmpv6.GetValueOrDefault(name) : Icmp.GetValueOrDefault(name);

    private static bool IsNamed(string value, string pattern) =>
        char.IsAsciiLetter(pattern[0])
        && (Families.GetValueOrDefault(pattern) ?? OnlyIcmpv6.GetValueOrDefault(pattern) ?? IpProtocols.NumberOf(pattern, ipVersion: 4)?.ToString(CultureInfo.InvariantCulture)) == value;

    /// <summary>Whether each part of a joined value is what the same part of a pattern says.</summary>
    public static bool AreAll(string value, string pattern)
    {
        var (values, patterns) = (value.Split(Joint), pattern.Split(Joint));
        return values.Length == patterns.Length && values.Zip(patterns).All(pair => Is(pair.First, pair.Second));
    }

    /// <summary>A decimal number, or a hexadecimal one that says so.</summary>
    public static long NumberOf(string text) => text.StartsWith(Hexadecimal, StringComparison.Ordinal)
        ? long.Parse(text[Hexadecimal.Length..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : long.Parse(text, CultureInfo.InvariantCulture);

    public static bool IsEtherType(string value, string pattern) => EtherTypes.GetValueOrDefault(pattern, pattern) == value;
}
