using Naru.Network.Qos.PolicyRules;
using Naru.NodeContract;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>A QoS policy as a host is told of it.</summary>
internal static class NodePolicies
{
    private const int PacketsPerUnit = 1000;

    /// <summary>What the rules of a policy come to. Minimum rates are the business of whoever places instances.</summary>
    /// <param name="policyId">Null: there is no policy.</param>
    public static NodeQos? Of(IStateReader state, string? policyId)
    {
        if (policyId is null)
            return null;
        var rules = QosRuleTable.ByPolicy.Of(state, policyId);
        return new NodeQos(
            policyId,
            Limit(rules, QosRuleType.BandwidthLimit, QosDirection.Egress, 1),
            Limit(rules, QosRuleType.BandwidthLimit, QosDirection.Ingress, 1),
            Limit(rules, QosRuleType.PacketRateLimit, QosDirection.Egress, PacketsPerUnit),
            Limit(rules, QosRuleType.PacketRateLimit, QosDirection.Ingress, PacketsPerUnit),
            rules.FirstOrDefault(rule => rule.Type is QosRuleType.DscpMarking)?.DscpMark);
    }

    // A rate of zero is no limit, as it is in Open vSwitch.
    private static NodeRate? Limit(IEnumerable<QosRule> rules, QosRuleType type, QosDirection direction, int unit) =>
        rules.FirstOrDefault(rule => rule.Type == type && rule.Direction == direction && rule.Rate > 0) is { } rule
            ? new NodeRate(rule.Rate * unit, rule.Burst * unit)
            : null;
}
