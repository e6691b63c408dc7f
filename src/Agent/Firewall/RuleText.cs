using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Firewall;

/// <summary>A security group rule in the language of nft(8).</summary>
internal static class RuleText
{
    private const int Icmp = 1;
    private const int Icmpv6 = 58;

    /// <summary>Protocols whose header nft(8) knows by name.</summary>
    private static readonly Dictionary<int, string> WithPorts = new() { [6] = "tcp", [17] = "udp", [33] = "dccp", [132] = "sctp", [136] = "udplite" };

    public static string Of(NodeSecurityGroupRule rule) => $"{MatchOf(rule)} accept".TrimStart();

    /// <summary>The rule's conditions; may be none at all.</summary>
    public static string MatchOf(NodeSecurityGroupRule rule)
    {
        var words = new List<string>();
        if (Remote(rule) is { } remote)
            words.Add(remote);
        else if (!ImpliesVersion(rule))
            words.Add($"meta nfproto ipv{rule.IpVersion}");
        words.AddRange(Protocol(rule));
        return string.Join(' ', words);
    }

    /// <summary>The name of the set of a group's members.</summary>
    public static string MembersOf(string groupId, int ipVersion) => $"members{ipVersion}-{groupId}";

    /// <summary>An element of a set of addresses.</summary>
    public static string Address(IpPrefix prefix) => prefix.Length == prefix.Network.Bits ? prefix.Network.ToString() : prefix.ToString();

    private static string? Remote(NodeSecurityGroupRule rule)
    {
        var family = rule.IpVersion == 4 ? "ip" : "ip6";
        var end = rule.Direction is RuleDirection.Ingress ? "saddr" : "daddr";
        if (rule.RemoteGroupId is { } group)
            return $"{family} {end} @{MembersOf(group, rule.IpVersion)}";
        return rule.RemotePrefix is { Length: > 0 } prefix ? $"{family} {end} {Address(prefix)}" : null;
    }

    private static bool ImpliesVersion(NodeSecurityGroupRule rule) => rule is { Protocol: Icmp or Icmpv6, PortMin: not null };

    private static IEnumerable<string> Protocol(NodeSecurityGroupRule rule)
    {
        switch (rule.Protocol)
        {
            case null:
                break;
            case Icmp or Icmpv6:
                var name = rule.Protocol == Icmp ? "icmp" : "icmpv6";
                if (rule.PortMin is not { } type)
                    yield return $"meta l4proto {name}";
                else
                    yield return $"{name} type {type}";
                if (rule is { PortMin: not null, PortMax: { } code })
                    yield return $"{name} code {code}";
                break;
            case { } protocol when rule.PortMin is { } min:
                var max = rule.PortMax ?? min;
                var header = WithPorts.GetValueOrDefault(protocol, $"meta l4proto {protocol} th");
                yield return $"{header} dport {(min == max ? $"{min}" : $"{min}-{max}")}";
                break;
            case { } protocol:
                yield return $"meta l4proto {protocol}";
                break;
        }
    }
}
