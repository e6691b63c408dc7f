using Naru.Network.Ports;
using Naru.Network.SecurityGroups;
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
                remote.Contains(group.Id) ? Members(state, group.Id) : []));
    }

    private static NodeSecurityGroupRule RuleOf(SecurityGroupRule rule) => new(
        rule.Id,
        rule.Direction is SecurityGroups.RuleDirection.Egress ? NodeContract.RuleDirection.Egress : NodeContract.RuleDirection.Ingress,
        rule.IpVersion,
        rule.ProtocolNumber,
        rule.PortRangeMin,
        rule.PortRangeMax,
        rule.RemoteGroupId,
        rule.RemoteBlock);

    private static EquatableList<IpPrefix> Members(IStateReader state, string groupId) =>
        PortTable.BySecurityGroup.Of(state, groupId)
            .SelectMany(port => port.FixedIps.Select(ip => IpPrefix.OfHost(ip.Address))
                .Concat(port.AllowedAddressPairs.Select(pair => pair.IpAddress)))
            .Distinct()
            .Order()
            .ToEquatableList();
}
