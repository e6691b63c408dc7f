using Naru.Network.SecurityGroups;

namespace Naru.Ovn.Northbound;

/// <summary>A rule as an OVN match, as ML2/OVN writes it (<c>neutron/common/ovn/acl.py</c>).</summary>
internal static class AclMatch
{
    private static readonly Dictionary<int, string> WithPorts = new() { [IpProtocols.Tcp] = "tcp", [IpProtocols.Udp] = "udp", [132] = "sctp" };

    /// <summary>OVN tells directions from the switch's side: what leaves the instance comes from its logical port.</summary>
    public static string DirectionOf(SecurityGroupRule rule) => rule.Direction is RuleDirection.Ingress ? "to-lport" : "from-lport";

    public static string Of(SecurityGroupRule rule)
    {
        var isIngress = rule.Direction is RuleDirection.Ingress;
        var ip = $"ip{rule.IpVersion}";
        var remote = isIngress ? $"{ip}.src" : $"{ip}.dst";
        var terms = new List<string> { $"{(isIngress ? "outport" : "inport")} == @{OvnNames.PortGroup(rule.SecurityGroupId)}", ip };
        if (rule.RemoteGroupId is { } group)
            terms.Add($"{remote} == ${OvnNames.PortGroup(group)}_ip{rule.IpVersion}");
        if (rule.RemoteAddressGroupId is { } addresses)
            terms.Add($"{remote} == ${OvnNames.AddressGroup(addresses, rule.IpVersion)}");
        // Everything is no condition.
        if (rule.RemoteBlock is { Length: > 0 } block)
            terms.Add($"{remote} == {block}");
        if (rule.ProtocolNumber is { } protocol)
            terms.AddRange(ProtocolTerms(rule, protocol));
        return string.Join(" && ", terms);
    }

    private static IEnumerable<string> ProtocolTerms(SecurityGroupRule rule, int protocol)
    {
        if (IpProtocols.IsIcmp(protocol))
        {
            var icmp = rule.IpVersion == 6 ? "icmp6" : "icmp4";
            yield return icmp;
            if (rule.PortRangeMin is { } type)
                yield return $"{icmp}.type == {type}";
            if (rule.PortRangeMax is { } code)
                yield return $"{icmp}.code == {code}";
        }
        else if (WithPorts.TryGetValue(protocol, out var name))
        {
            yield return name;
            if (rule.PortRangeMin == rule.PortRangeMax && rule.PortRangeMin is { } only)
            {
                yield return $"{name}.dst == {only}";
                yield break;
            }
            if (rule.PortRangeMin is { } first)
                yield return $"{name}.dst >= {first}";
            if (rule.PortRangeMax is { } last)
                yield return $"{name}.dst <= {last}";
        }
        else
        {
            yield return $"ip.proto == {protocol}";
        }
    }
}
