using Naru.Network.Qos.PolicyRules;
using Naru.Network.Rbac;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.Qos.Policies;

/// <summary>What a QoS policy does beyond being stored.</summary>
public sealed class QosPolicyRules : IResourceRules<QosPolicy>
{
    public Result<QosPolicy> Creating(Transaction state, Caller caller, QosPolicy draft, Given given) => Settle(state, draft);

    public Result<QosPolicy> Updating(Transaction state, Caller caller, QosPolicy before, QosPolicy after, Given given) =>
        after.RequestedShared is false && !CheckUnsharing(state, before).TryGet(out _, out var error) ? error : Settle(state, after);

    public Result<Done> Deleting(Transaction state, Caller caller, QosPolicy policy)
    {
        if (QosPolicyUse.Of(state, policy.Id).FirstOrDefault() is { } use)
            return Error.Conflict("QosPolicyInUse", $"QoS Policy {policy.Id} is used by {use.Kind} {use.Id}.");
        foreach (var rule in QosRuleTable.ByPolicy.Of(state, policy.Id))
            state.Delete(QosRuleTable.Table, rule.Id);
        Sharing.Forget(state, policy.Id);
        return Done.Ok;
    }

    private static Result<QosPolicy> Settle(Transaction state, QosPolicy policy)
    {
        if (policy.IsDefault && QosPolicyTable.DefaultOf.Of(state, policy.ProjectId).Any(other => other.Id != policy.Id))
            return Error.Conflict("QoSPolicyDefaultAlreadyExists", $"A default QoS policy exists for project {policy.ProjectId}.");
        if (policy.RequestedShared is { } isShared)
            Sharing.Set(state, SharedQosPolicies.Kind, policy.Id, policy.ProjectId, RbacPolicy.AccessAsShared, isShared);
        return policy with { RequestedShared = null };
    }

    // Whoever uses it keeps the right to, by a policy of their own; as in Neutron the owner is no exception.
    private static Result<Done> CheckUnsharing(IStateReader state, QosPolicy policy) =>
        Sharing.IsOpenToEverybody(state, policy.Id)
        && QosPolicyUse.Of(state, policy.Id).FirstOrDefault(use =>
            RbacTable.ByGrant.Find(state, new RbacGrant(policy.Id, RbacPolicy.AccessAsShared, use.ProjectId)) is null) is { } use
            ? Error.Conflict("RbacPolicyInUse",
                $"RBAC policy on object {policy.Id} cannot be removed because other objects depend on it.\nDetails: {use.Kind} {use.Id} has the policy")
            : Done.Ok;
}
