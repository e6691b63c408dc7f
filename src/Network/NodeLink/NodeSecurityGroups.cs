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
    public static IEnumerable<NodeSecurityGroup> Of(IStateReader state, IEnumerable<Port> localPorts)
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
                remote.Contains(group.Id) ? Members(state, group.Id) : []))
            .Concat(AddressGroups(state, rules.Values.SelectMany(list => list)));
    }

    // To a host, a set of blocks and the addresses of a group's members are the same: where the other end may be.
    private static IEnumerable<NodeSecurityGroup> AddressGroups(IStateReader state, IEnumerable<SecurityGroupRule> rules) => rules
        .Select(rule => rule.RemoteAddressGroupId)
        .OfType<string>()
        .Distinct()
        .Select(state.In(AddressGroupTable.Table).Find)
        .OfType<AddressGroup>()
        .Select(group => new NodeSecurityGroup(group.Id, group.Name, Stateful: true, Rules: [], AddressSpace.Compact(group.Addresses).ToEquatableList()));

    private static NodeSecurityGroupRule RuleOf(SecurityGroupRule rule) => new(
        rule.Id,
        rule.Direction is SecurityGroups.RuleDirection.Egress ? NodeContract.RuleDirection.Egress : NodeContract.RuleDirection.Ingress,
        rule.IpVersion,
        rule.ProtocolNumber,
        rule.PortRangeMin,
        rule.PortRangeMax,
        rule.RemoteGroupId ?? rule.RemoteAddressGroupId,
        rule.RemoteBlock);

    private static EquatableList<IpPrefix> Members(IStateReader state, string groupId) =>
        PortTable.BySecurityGroup.Of(state, groupId)
            .SelectMany(port => port.FixedIps.Select(ip => IpPrefix.OfHost(ip.Address))
                .Concat(port.AllowedAddressPairs.Select(pair => pair.IpAddress)))
            .Distinct()
            .Order()
            .ToEquatableList();
}
