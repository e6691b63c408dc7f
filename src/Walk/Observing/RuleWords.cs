namespace Naru.Walk.Observing;

/// <summary>Brings a rule of nftables as it was written and as nft(8) prints it to one form, in which both can be compared.</summary>
/// <remarks>
/// nft(8) orders the elements of sets anew, prints names for some numbers, and leaves out the version of IP where ICMP tells it. Numbers of ports in marks are the host's own and are left out.
/// </remarks>
internal static class RuleWords
{
    private static readonly char[] Separators = [' ', ',', '{', '}', '"', '|'];

    // ICMP types have other numbers in the two versions: the names of each are kept apart by "icmpv6" in the same rule.
    private static readonly Dictionary<string, string> Names = new()
    {
        ["tcp"] = "6", ["udp"] = "17", ["dccp"] = "33", ["sctp"] = "132", ["udplite"] = "136", ["ipv4"] = "4", ["ipv6"] = "6",
        ["icmp"] = "1", ["icmpv6"] = "58", ["ipv6-icmp"] = "58", ["mld-listener-reduction"] = "132", ["mld-listener-query"] = "130",
        ["mld-listener-report"] = "131", ["mld-listener-done"] = "132", ["mld2-listener-report"] = "143", ["nd-router-solicit"] = "133", ["nd-router-advert"] = "134",
        ["nd-neighbor-solicit"] = "135", ["nd-neighbor-advert"] = "136",
    };

    private static readonly Dictionary<string, string> IcmpTypes = new()
    {
        ["echo-reply"] = "0", ["destination-unreachable"] = "3", ["source-quench"] = "4", ["redirect"] = "5", ["echo-request"] = "8", ["router-advertisement"] = "9",
        ["router-solicitation"] = "10", ["time-exceeded"] = "11", ["parameter-problem"] = "12", ["timestamp-request"] = "13", ["timestamp-reply"] = "14",
        ["info-request"] = "15", ["info-reply"] = "16", ["address-mask-request"] = "17", ["address-mask-reply"] = "18",
    };

    private static readonly Dictionary<string, string> Icmpv6Types = new()
    {
        ["destination-unreachable"] = "1", ["packet-too-big"] = "2", ["time-exceeded"] = "3", ["parameter-problem"] = "4", ["echo-request"] = "128", ["echo-reply"] = "129",
    };

    public static bool AreSame(string one, string other) => Of(one) == Of(other);

    private static string Of(string rule)
    {
        var types = rule.Contains("icmpv6", StringComparison.Ordinal) ? Icmpv6Types : IcmpTypes;
        if (rule.Contains("icmp", StringComparison.Ordinal))
            rule = rule.Replace("meta nfproto ipv4", "", StringComparison.Ordinal).Replace("meta nfproto ipv6", "", StringComparison.Ordinal);
        var words = rule.Split(Separators, StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word is not ("or" or "0") && !word.StartsWith("0x", StringComparison.Ordinal))
            .Select(word => types.GetValueOrDefault(word) ?? Names.GetValueOrDefault(word, word))
            .Where(word => word != "0")
            .Order(StringComparer.Ordinal);
        return string.Join(' ', words);
    }
}
