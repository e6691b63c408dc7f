using Naru.Agent.SecurityLog;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Conntrack;

namespace Naru.Agent.Firewall;

/// <summary>All that the security groups of one port let pass.</summary>
/// <param name="Addresses">The port's own addresses, fixed and allowed.</param>
/// <param name="RemoteGroups">The groups that rules name as remote, with their members.</param>
public sealed record PortRules(
    EquatableList<IpPrefix> Addresses,
    EquatableList<NodeSecurityGroupRule> Rules,
    EquatableList<NodeSecurityGroup> RemoteGroups,
    bool IsStateful)
{
    /// <summary>Which decisions are logged.</summary>
    public LoggedEvents Logged { get; init; }

    private const int Icmp = 1;
    private const int Icmpv6 = 58;

    public static PortRules Of(NodeView view, NodePort port)
    {
        var groups = port.SecurityGroupIds.Select(view.SecurityGroups.Find).OfType<NodeSecurityGroup>().ToList();
        var rules = groups.SelectMany(group => group.Rules.Items)
            // A block of the other IP version is nobody's.
            .Where(rule => rule.RemotePrefix is not { } prefix || prefix.Version == rule.IpVersion)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal)
            .Select(rule => rule.Protocol is Icmp or Icmpv6 ? rule with { Protocol = rule.IpVersion == 4 ? Icmp : Icmpv6 } : rule)
            .ToEquatableList();
        return new PortRules(
            [.. port.FixedIps.Select(ip => IpPrefix.OfHost(ip.Address)), .. port.AllowedAddressPairs.Select(pair => pair.Prefix)],
            rules,
            [.. rules.Select(rule => rule.RemoteGroupId).Distinct().Select(view.SecurityGroups.Find).OfType<NodeSecurityGroup>()],
            groups.Count == 0 || groups.Exists(group => group.Stateful))
        {
            Logged = LoggedPorts.EventsOf(view, port.Id),
        };
    }

    /// <summary>Whether a rule would let the first packet of this connection pass. One that is not the port's own is nobody's business here.</summary>
    public bool Allow(Connection connection)
    {
        var (source, destination) = (connection.Original.Source, connection.Original.Destination);
        if (IsOwn(source))
            return Rules.Items.Any(rule => rule.Direction is RuleDirection.Egress && Matches(rule, connection.Original, destination));
        return !IsOwn(destination)
            || Rules.Items.Any(rule => rule.Direction is RuleDirection.Ingress && Matches(rule, connection.Original, source));
    }

    private bool IsOwn(IpAddress address) => Addresses.Items.Any(own => own.Contains(address));

    private bool Matches(NodeSecurityGroupRule rule, ConnectionTuple packet, IpAddress remote) =>
        rule.IpVersion == remote.Version
        && (rule.Protocol is not { } protocol || protocol == packet.Protocol)
        && MatchesDetail(rule, packet)
        && (rule.RemotePrefix is not { } prefix || prefix.Contains(remote))
        && (rule.RemoteGroupId is not { } group || RemoteGroups.Items.Any(known => known.Id == group && known.Members.Any(member => member.Contains(remote))));

    private static bool MatchesDetail(NodeSecurityGroupRule rule, ConnectionTuple packet)
    {
        if (rule.Protocol is null || rule.PortMin is not { } min)
            return true;
        if (packet.IcmpType is { } type)
            return type == min && (rule.PortMax is not { } code || packet.IcmpCode == code);
        return packet.DestinationPort is not { } port || port >= min && port <= (rule.PortMax ?? min);
    }
}
