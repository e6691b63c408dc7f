using System.Globalization;
using Naru.Primitives;

namespace Naru.Walk.Filtering;

/// <summary>Compares a value of a packet with what a rule or set says.</summary>
internal static class NftValue
{
    private const string Hexadecimal = "0x";
    private const string Joint = " . ";

    private static readonly Dictionary<string, string> Names = new()
    {
        ["icmp"] = "1", ["tcp"] = "6", ["udp"] = "17", ["icmpv6"] = "58", ["dccp"] = "33", ["sctp"] = "132", ["udplite"] = "136",
        ["ipv4"] = "4", ["ipv6"] = "6",
        ["mld-listener-query"] = "130", ["mld-listener-report"] = "131", ["mld-listener-done"] = "132", ["mld2-listener-report"] = "143",
        ["nd-router-solicit"] = "133", ["nd-router-advert"] = "134", ["nd-neighbor-solicit"] = "135", ["nd-neighbor-advert"] = "136",
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
        if (value == pattern || Names.GetValueOrDefault(pattern) == value)
            return true;
        if (IpAddress.TryParse(value, out var address))
            return IpPrefix.TryParse(pattern, out var block) && block.Contains(address);
        var dash = pattern.IndexOf('-');
        return dash > 0 && int.TryParse(value, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(pattern[..dash], CultureInfo.InvariantCulture, out var first)
            && int.TryParse(pattern[(dash + 1)..], CultureInfo.InvariantCulture, out var last)
            && number >= first && number <= last;
    }

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
