using Naru.Network.AddressGroups;
using Naru.Network.Ports;
using Naru.Network.SecurityGroups;
using Naru.Primitives;
using Naru.State;
using Naru.Walk.Told;

namespace Naru.Walk.Reach;

/// <summary>What the security groups of a port mean, straight from the rules of the API and without any flow.</summary>
public static class GroupRules
{
    /// <summary>The rules that let a connection begin.</summary>
    /// <param name="remote">The address at the other end, as the port sees it.</param>
    public static IEnumerable<SecurityGroupRule> Allowing(
        IStateReader state, Port port, NodeContract.RuleDirection direction, RulePacket packet, IpAddress remote) =>
        port.SecurityGroupIds
            .SelectMany(group => SecurityGroupRuleTable.ByGroup.Of(state, group))
            .Where(rule => IsOf(rule, direction) && rule.IpVersion == remote.Version && MatchesProtocol(rule, packet) && MatchesRemote(state, rule, remote));

    /// <summary>The port's groups track connections; one that does not makes none of them do.</summary>
    public static bool IsStateful(IStateReader state, Port port) =>
        !port.SecurityGroupIds.Items.Any(id => state.In(SecurityGroupTable.Table).Find(id) is { Stateful: false });

    /// <summary>A rule in short: <c>ingress IPv4 tcp 80 from group web</c>.</summary>
    public static string Text(IStateReader state, SecurityGroupRule rule)
    {
        var isIngress = rule.Direction is RuleDirection.Ingress;
        var words = new List<string> { isIngress ? "ingress" : "egress", rule.Ethertype };
        if (rule.Protocol is { } protocol)
            words.Add(protocol);
        if (rule.PortRangeMin is { } min)
            words.Add(rule.PortRangeMax is { } max && max != min ? $"{min}-{max}" : $"{min}");
        var end = isIngress ? "from" : "to";
        if (rule.RemoteIpPrefix is { } block)
            words.Add($"{end} {block}");
        else if (rule.RemoteGroupId is { } group)
            words.Add($"{end} group {state.In(SecurityGroupTable.Table).Find(group)?.Name ?? group}");
        else if (rule.RemoteAddressGroupId is { } addresses)
            words.Add($"{end} address group {state.In(AddressGroupTable.Table).Find(addresses)?.Name ?? addresses}");
        return string.Join(' ', words);
    }

    private static bool IsOf(SecurityGroupRule rule, NodeContract.RuleDirection direction) =>
        (rule.Direction is RuleDirection.Ingress) == (direction is NodeContract.RuleDirection.Ingress);

    private static bool MatchesProtocol(SecurityGroupRule rule, RulePacket packet)
    {
        if (rule.ProtocolNumber is not { } number)
            return true;
        // The API takes the name of either version of ICMP for both.
        var isIcmp = number is Traffic.Icmp or Traffic.Icmpv6;
        if (isIcmp ? packet.IcmpType is null : number != packet.Protocol)
            return false;
        if (rule.PortRangeMin is not { } min)
            return true;
        if (packet.IcmpType is { } type)
            return type == min && (rule.PortRangeMax is not { } code || code == packet.IcmpCode);
        return packet.DestinationPort is { } port && port >= min && port <= (rule.PortRangeMax ?? min);
    }

    private static bool MatchesRemote(IStateReader state, SecurityGroupRule rule, IpAddress remote)
    {
        if (rule.RemoteIpPrefix is not null)
            return rule.RemoteBlock is { } block && block.Contains(remote);
        if (rule.RemoteGroupId is { } group)
            return IsMember(state, group, remote);
        return rule.RemoteAddressGroupId is not { } addresses
            || state.In(AddressGroupTable.Table).Find(addresses) is { } found && found.Addresses.Items.Any(block => block.Contains(remote));
    }

    private static bool IsMember(IStateReader state, string group, IpAddress address) =>
        PortTable.ByFixedIp.Of(state, address).Any(port => port.SecurityGroupIds.Items.Contains(group))
        || PortTable.WithAddressPairsByGroup.Of(state, group).Any(port => port.AllowedAddressPairs.Items.Any(pair => pair.IpAddress.Contains(address)));
}
