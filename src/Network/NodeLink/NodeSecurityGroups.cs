using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Naru.Network.AddressGroups;
using Naru.Network.Ports;
using Naru.Network.SecurityGroups;
using Naru.Network.SubnetPools;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>The security groups that a host needs for its ports.</summary>
internal static class NodeSecurityGroups
{
    /// <summary>The members of groups in one state, which is read for many hosts.</summary>
    private static readonly ConditionalWeakTable<Snapshot, ConcurrentDictionary<string, IpPrefixSet>> Known = [];

    /// <param name="members">The addresses of a group's members, as far as they are to be told.</param>
    public static IEnumerable<NodeSecurityGroup> Of(
        IStateReader state, IEnumerable<Port> localPorts, Func<IStateReader, string, IpPrefixSet> members)
    {
        var own = localPorts.SelectMany(port => port.SecurityGroupIds).Distinct().ToHashSet();
        var rules = own.ToDictionary(id => id, id => SecurityGroupRuleTable.ByGroup.Of(state, id).OrderBy(rule => rule.Id).ToList());
        var remote = rules.Values.SelectMany(list => list).Select(rule => rule.RemoteGroupId).OfType<string>().ToHashSet();
        return own.Union(remote)
            .Select(state.In(SecurityGroupTable.Table).Find)
            .OfType<SecurityGroup>()
            .Select(group => new NodeSecurityGroup(
                group.Id,
                group.Name,
                group.Stateful,
                rules.TryGetValue(group.Id, out var list) ? list.Select(RuleOf).ToEquatableList() : [],
                remote.Contains(group.Id) ? members(state, group.Id) : []))
            .Concat(AddressGroups(state, rules.Values.SelectMany(list => list)));
    }

    // To a host, a set of blocks and the addresses of a group's members are the same: where the other end may be.
    private static IEnumerable<NodeSecurityGroup> AddressGroups(IStateReader state, IEnumerable<SecurityGroupRule> rules) => rules
        .Select(rule => rule.RemoteAddressGroupId)
        .OfType<string>()
        .Distinct()
        .Select(state.In(AddressGroupTable.Table).Find)
        .OfType<AddressGroup>()
        .Select(group => new NodeSecurityGroup(group.Id, group.Name, Stateful: true, Rules: [], IpPrefixSet.Of(AddressSpace.Compact(group.Addresses))));

    private static NodeSecurityGroupRule RuleOf(SecurityGroupRule rule) => new(
        rule.Id,
        rule.Direction is SecurityGroups.RuleDirection.Egress ? NodeContract.RuleDirection.Egress : NodeContract.RuleDirection.Ingress,
        rule.IpVersion,
        rule.ProtocolNumber,
        rule.PortRangeMin,
        rule.PortRangeMax,
        rule.RemoteGroupId ?? rule.RemoteAddressGroupId,
        rule.RemoteBlock);

    /// <summary>Those of a group's members that contain one of some addresses; finds them without looking at all members.</summary>
    public static IpPrefixSet MembersAmong(IStateReader state, string groupId, IReadOnlyCollection<IpAddress> addresses)
    {
        var own = addresses.Where(address => PortTable.ByFixedIp.Of(state, address).Any(port => port.SecurityGroupIds.Items.Contains(groupId)))
            .Select(IpPrefix.OfHost);
        var allowed = PortTable.WithAddressPairsByGroup.Of(state, groupId)
            .SelectMany(port => port.AllowedAddressPairs.Select(pair => pair.IpAddress))
            .Where(block => addresses.Any(block.Contains));
        return IpPrefixSet.Of(own.Concat(allowed));
    }

    /// <summary>All members of a group.</summary>
    public static IpPrefixSet Members(IStateReader state, string groupId) => state is Snapshot snapshot
        ? Known.GetOrCreateValue(snapshot).GetOrAdd(groupId, id => Collect(snapshot, id))
        : Collect(state, groupId);

    private static IpPrefixSet Collect(IStateReader state, string groupId) => IpPrefixSet.Of(
        PortTable.BySecurityGroup.Of(state, groupId).SelectMany(port =>
            port.FixedIps.Select(ip => IpPrefix.OfHost(ip.Address)).Concat(port.AllowedAddressPairs.Select(pair => pair.IpAddress))));
}
