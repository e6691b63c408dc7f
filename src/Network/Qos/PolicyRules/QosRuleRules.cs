using Naru.Network.Qos.Policies;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.Qos.PolicyRules;

/// <summary>What a rule does beyond being stored: it fits to the other rules of its policy.</summary>
public sealed class QosRuleRules : IResourceRules<QosRule>
{
    public Result<QosRule> Creating(Transaction state, Caller caller, QosRule draft, Given given) =>
        !QosPolicyAccess.Find(state, caller, draft.PolicyId).TryGet(out var policy, out var error)
        || !CheckConflicts(state, draft).TryGet(out _, out error)
            ? error
            : draft with { ProjectId = policy.ProjectId };

    public Result<QosRule> Updating(Transaction state, Caller caller, QosRule before, QosRule after, Given given) =>
        CheckConflicts(state, after).Map(_ => after);

    // The revision of a policy follows its rules.
    public void Changed(Transaction state, QosRule? before, QosRule? after)
    {
        var policyId = (after ?? before!).PolicyId;
        if (state.In(QosPolicyTable.Table).Find(policyId) is { } policy)
            state.Update(QosPolicyTable.Table, policy.Touched(state));
    }

    private static Result<Done> CheckConflicts(IStateReader state, QosRule rule)
    {
        foreach (var other in QosRuleTable.ByPolicy.Of(state, rule.PolicyId))
        {
            if (other.Id == rule.Id)
                continue;
            if (other.Type == rule.Type && (other.Type is QosRuleType.DscpMarking || other.Direction == rule.Direction))
            {
                return Error.Conflict("QoSRulesConflict",
                    $"Rule {QosRuleWords.Of(rule.Type).Word} conflicts with rule {other.Id} which already exists in QoS Policy {rule.PolicyId}.");
            }
            var isMixed = rule.Type is QosRuleType.MinimumPacketRate && other.Type is QosRuleType.MinimumPacketRate
                && (rule.Direction is QosDirection.Any || other.Direction is QosDirection.Any);
            if (isMixed)
                return Unfit(rule, QosRuleFields.Word(rule.Direction), other, QosRuleFields.Word(other.Direction));
            if (rule.Direction == other.Direction && MoreThanAllowed(rule, other))
                return Unfit(rule, $"{rule.Rate}", other, $"{other.Rate}");
        }
        return Done.Ok;
    }

    /// <summary>Whether one of them guarantees more than the other lets pass.</summary>
    private static bool MoreThanAllowed(QosRule rule, QosRule other) => (rule.Type, other.Type) switch
    {
        (QosRuleType.BandwidthLimit, QosRuleType.MinimumBandwidth) => other.Rate > rule.Rate,
        (QosRuleType.MinimumBandwidth, QosRuleType.BandwidthLimit) => rule.Rate > other.Rate,
        _ => false,
    };

    private static Error Unfit(QosRule rule, string value, QosRule other, string otherValue) => Error.Conflict("QoSRuleParameterConflict",
        $"Unable to add the rule with value {value} to the policy {rule.PolicyId} as the existing rule of type {QosRuleWords.Of(other.Type).Word} has value {otherValue}.");
}
