using System.Globalization;
using Naru.Network.SecurityGroups;
using Naru.Walk.Filtering;

namespace Naru.Walk.Observing;

/// <summary>Brings a rule of nftables as it was written and as nft(8) prints it to one form, in which both can be compared.</summary>
/// <remarks>
/// nft(8) orders the elements of sets anew, prints names for some numbers, and leaves out the version of IP where ICMP tells it. Numbers of ports in marks are the host's own and are left out.
/// </remarks>
internal static class RuleWords
{
    private static readonly char[] Separators = [' ', ',', '{', '}', '"', '|'];

    public static bool AreSame(string one, string other) => Of(one) == Of(other);

    private static string Of(string rule)
    {
        var isV6 = rule.Contains("icmpv6", StringComparison.Ordinal);
        if (rule.Contains("icmp", StringComparison.Ordinal))
            rule = rule.Replace("meta nfproto ipv4", "", StringComparison.Ordinal).Replace("meta nfproto ipv6", "", StringComparison.Ordinal);
        var words = rule.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Where(word => word is not "or" && !word.StartsWith("0x", StringComparison.Ordinal));
        return string.Join(' ', Numbered(words, isV6).Where(word => word != "0").Order(StringComparer.Ordinal));
    }

    // A name is a number only behind what it is a value of: "udp dport 6" is not "tcp dport 17".
    private static IEnumerable<string> Numbered(IEnumerable<string> words, bool isV6)
    {
        var key = "";
        foreach (var word in words)
        {
            if (word is "l4proto" or "type" or "code")
                key = word;
            var number = key switch
            {
                "" => null,
                "l4proto" => IpProtocols.NumberOf(word, ipVersion: 4)?.ToString(CultureInfo.InvariantCulture),
                _ => NftValue.NumberNamed(word, isV6),
            };
            yield return number ?? word;
        }
    }
}
