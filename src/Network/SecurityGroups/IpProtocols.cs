using System.Collections.Frozen;
using System.Globalization;

namespace Naru.Network.SecurityGroups;

/// <summary>IP protocols by the names that security group rules may use (IANA protocol numbers).</summary>
public static class IpProtocols
{
    public const int Icmp = 1;
    public const int Tcp = 6;
    public const int Udp = 17;
    public const int Icmpv6 = 58;
    private const int Dccp = 33;
    private const int Sctp = 132;
    private const int UdpLite = 136;

    /// <summary>The name that ICMP has under IPv6.</summary>
    public const string Icmpv6Name = "ipv6-icmp";

    private static readonly FrozenDictionary<string, int> Numbers = new Dictionary<string, int>
    {
        ["ah"] = 51, ["dccp"] = Dccp, ["egp"] = 8, ["esp"] = 50, ["gre"] = 47, ["hopopt"] = 0, ["icmp"] = Icmp, ["igmp"] = 2, ["ip"] = 4,
        ["ipip"] = 4, ["ipv6-encap"] = 41, ["ipv6-frag"] = 44, [Icmpv6Name] = Icmpv6, ["icmpv6"] = Icmpv6, ["ipv6-nonxt"] = 59,
        ["ipv6-opts"] = 60, ["ipv6-route"] = 43, ["ospf"] = 89, ["pgm"] = 113, ["rsvp"] = 46, ["sctp"] = Sctp, ["tcp"] = Tcp, ["udp"] = Udp,
        ["udplite"] = UdpLite, ["vrrp"] = 112,
    }.ToFrozenDictionary();

    private static readonly int[] OnlyIpv6 = [41, 43, 44, Icmpv6, 59, 60];

    /// <summary>The known names, as messages list them.</summary>
    public static string Names { get; } = $"[{string.Join(", ", Numbers.Keys.Order(StringComparer.Ordinal).Select(name => $"'{name}'"))}]";

    /// <summary>Whether the text is a known name or a number from 0 to 255.</summary>
    public static bool IsKnown(string text) => Numbers.ContainsKey(text) || TryNumber(text, out _);

    /// <summary>The protocol number; null: any. Under IPv6, <c>icmp</c> and 1 mean ICMPv6.</summary>
    public static int? NumberOf(string? protocol, int ipVersion)
    {
        if (protocol is null)
            return null;
        var number = Numbers.TryGetValue(protocol, out var known) ? known : TryNumber(protocol, out var given) ? given : (int?)null;
        return number is Icmp && ipVersion == 6 ? Icmpv6 : number;
    }

    /// <summary>Whether packets of the protocol carry port numbers that a rule can ask for.</summary>
    public static bool HasPorts(int protocol) => protocol is Tcp or Udp or Sctp or Dccp or UdpLite;

    public static bool IsIcmp(int protocol) => protocol is Icmp or Icmpv6;

    public static bool IsOnlyIpv6(int protocol) => OnlyIpv6.Contains(protocol);

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= 255;
}
