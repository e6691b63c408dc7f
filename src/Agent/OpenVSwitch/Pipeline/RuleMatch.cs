using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.OpenFlow;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>A security group rule as matches: all that it says of a packet except whose port it is.</summary>
internal static class RuleMatch
{
    private const int Icmp = 1;
    private const int Tcp = 6;
    private const int Udp = 17;
    private const int Icmpv6Protocol = 58;
    private const int Sctp = 132;

    /// <summary>The matches that together mean the rule; none when the switch cannot look at what the rule names.</summary>
    public static IEnumerable<Match> Of(NodeSecurityGroupRule rule)
    {
        var match = rule.RemotePrefix is { } prefix && prefix.Version == rule.IpVersion
            ? Remote(rule.Direction, prefix)
            : Match.Any.Ip(rule.IpVersion);
        return rule.Protocol switch
        {
            null => [match],
            Icmp or Icmpv6Protocol => [WithIcmp(match, rule)],
            Tcp => WithPorts(match.IpProto(Tcp), rule, (transport, ports) => transport.TcpDst(ports)),
            Udp => WithPorts(match.IpProto(Udp), rule, (transport, ports) => transport.UdpDst(ports)),
            Sctp => WithPorts(match.IpProto(Sctp), rule, (transport, ports) => transport.SctpDst(ports)),
            // DCCP and UDP-Lite have ports that OpenFlow cannot match; letting all of them pass would be more than the rule says.
            _ when rule.PortMin is not null => [],
            { } protocol => [match.IpProto((byte)protocol)],
        };
    }

    /// <summary>The other end is in this block.</summary>
    public static Match Remote(RuleDirection direction, IpPrefix prefix)
    {
        var match = Match.Any.Ip(prefix.Version);
        if (prefix.Length == 0)
            return match;
        return direction is RuleDirection.Ingress ? match.IpSrc(prefix) : match.IpDst(prefix);
    }

    /// <summary>Rules that say more lie above those that say less, 0 to 3, as people know the priorities from Neutron.</summary>
    public static int Precision(NodeSecurityGroupRule rule) => rule.Protocol switch
    {
        null => 0,
        Icmp or Icmpv6Protocol => rule.PortMin is null ? 1 : 2,
        _ => 3,
    };

    private static Match WithIcmp(Match match, NodeSecurityGroupRule rule)
    {
        var isV6 = rule.IpVersion == 6;
        match = match.IpProto(isV6 ? (byte)Icmpv6Protocol : (byte)Icmp);
        if (rule.PortMin is { } type)
            match = isV6 ? match.Icmpv6Type((byte)type) : match.IcmpType((byte)type);
        if (rule.PortMax is { } code)
            match = isV6 ? match.Icmpv6Code((byte)code) : match.IcmpCode((byte)code);
        return match;
    }

    private static IEnumerable<Match> WithPorts(Match match, NodeSecurityGroupRule rule, Func<Match, PortMask, Match> destination)
    {
        if (rule.PortMin is not { } min)
            return [match];
        var max = rule.PortMax ?? min;
        // The whole range is no condition.
        return min <= 1 && max == ushort.MaxValue
            ? [match]
            : PortMasks.Cover((ushort)min, (ushort)max).Select(ports => destination(match, ports));
    }
}
