using Naru.Network.AddressGroups;
using Naru.Network.Ports;
using Naru.Network.SecurityGroups;
using Naru.Walk.Reach;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>Which rules of a port's security groups a packet meets, for telling: flows and chains have decided.</summary>
internal static class SecurityRules
{
    /// <summary>The rules that let it pass; nothing for answers, which pass because of the question.</summary>
    public static IEnumerable<Decision> Decisions(WalkContext context, Port port, NodeContract.RuleDirection direction, FlowFields packet)
    {
        if (!port.PortSecurityEnabled || packet.EthType == FlowFields.Arp)
            return [];
        var remote = direction is NodeContract.RuleDirection.Egress ? packet.Destination : packet.Source;
        return GroupRules.Allowing(context.State, port, direction, RulePacket.Of(packet), remote).Select(rule =>
        {
            var group = context.State.In(SecurityGroupTable.Table).Find(rule.SecurityGroupId);
            return new Decision(DecisionKind.SecurityGroupRule, $"security group {group?.Name}", GroupRules.Text(context.State, rule), WalkContext.Of(rule));
        });
    }

    public static ApiObject? Group(WalkContext context, string id)
    {
        if (context.State.In(SecurityGroupTable.Table).Find(id) is { } group)
            return WalkContext.Of(group);
        return context.State.In(AddressGroupTable.Table).Find(id) is { } addresses
            ? new ApiObject("address_group", addresses.Id, addresses.Name, addresses.ProjectId)
            : null;
    }

    public static ApiObject? Rule(WalkContext context, string id) =>
        context.State.In(SecurityGroupRuleTable.Table).Find(id) is { } rule ? WalkContext.Of(rule) : null;
}
