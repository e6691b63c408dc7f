using Naru.Network.Qos.Policies;
using Naru.Network.Rbac;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Network.Qos.PolicyRules;

/// <summary>What the declarations of all types of rules have in common.</summary>
internal static class QosRuleDeclaration
{
    private const string PolicyManagerOrAdmin = "role:admin or (role:manager and project_id:%(policy:project_id)s)";
    private const string PolicyReaderOrAdmin = "role:admin or (role:reader and project_id:%(policy:project_id)s)";

    /// <summary>Rules below their policy: <c>/qos/policies/{policy_id}/…_rules</c>.</summary>
    public static ResourceDefinition<QosRule> Of(QosRuleType type, string extension, params Field<QosRule>[] fields)
    {
        var word = QosRuleWords.Of(type).Word;
        return New(type, $"{word}_rule", $"qos/policies/{{policy_id}}/{word}_rules", $"policy_{word}_rule", extension, Operations.All, fields);
    }

    /// <summary>The same rules without the policy in the path: <c>/qos/alias-…-rules</c>.</summary>
    public static ResourceDefinition<QosRule> Alias(QosRuleType type, string extension, params Field<QosRule>[] fields)
    {
        var singular = $"alias_{QosRuleWords.Of(type).Word}_rule";
        return New(
            type, singular, $"qos/{singular.Replace('_', '-')}s", singular, extension, Operations.Show | Operations.Update | Operations.Delete, fields);
    }

    private static ResourceDefinition<QosRule> New(
        QosRuleType type, string singular, string path, string policyName, string extension, Operations operations, Field<QosRule>[] fields) =>
        new(singular, singular + "s", QosRuleTable.Table)
        {
            Path = path,
            PolicyName = policyName,
            Extension = extension,
            ErrorName = "QosRule",
            Title = "QoS rule",
            Operations = operations,
            ForbidsOpenly = true,
            Blank = () => new QosRule { Type = type },
            Only = rule => rule.Type == type,
            ParentId = static rule => rule.PolicyId,
            FindParent = static (state, caller, policyId) => QosPolicyAccess.Find(state, caller, policyId).Map(_ => default(Done)),
            CreatePolicy = PolicyManagerOrAdmin,
            ReadPolicy = PolicyReaderOrAdmin,
            UpdatePolicy = PolicyManagerOrAdmin,
            DeletePolicy = PolicyManagerOrAdmin,
            AlsoVisibleTo = static (state, caller, rule) => Sharing.IsOpenTo(state, rule.PolicyId, caller.ProjectId),
            PolicyTarget = static (state, rule, name) => name is "policy:project_id" or "policy:tenant_id"
                ? state.In(QosPolicyTable.Table).Find(rule.PolicyId)?.ProjectId
                : null,
            Fields = [StandardFields.Id<QosRule>(), .. fields, Owner],
        };

    // A rule is its policy's; clients may name a project as they do of everything else.
    private static Field<QosRule> Owner => new Field<QosRule, string>(
        "project_id", Kinds.Text(255), rule => rule.ProjectId, (rule, value) => rule with { ProjectId = value })
    {
        Access = Access.Create, Alias = "tenant_id", WriteOnly = true,
    };
}
