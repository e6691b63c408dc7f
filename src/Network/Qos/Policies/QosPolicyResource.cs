using Naru.Network.Qos.PolicyRules;
using Naru.Network.Rbac;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.Qos.Policies;

/// <summary>The declaration of <c>/qos/policies</c>.</summary>
public static class QosPolicyResource
{
    public static readonly ResourceDefinition<QosPolicy> Definition = new("policy", "policies", QosPolicyTable.Table)
    {
        Path = "qos/policies",
        Extension = "qos",
        ErrorName = "QosPolicy",
        Title = "QoS policy",
        Blank = static () => new QosPolicy(),
        ByProject = QosPolicyTable.ByProject,
        Tagged = true,
        ForbidsOpenly = true,
        CreatePolicy = Rules.ManagerOrAdmin,
        UpdatePolicy = Rules.ManagerOrAdmin,
        DeletePolicy = Rules.ManagerOrAdmin,
        AlsoVisibleTo = static (state, caller, policy) => Sharing.IsOpenTo(state, policy.Id, caller.ProjectId),
        Fields =
        [
            StandardFields.Id<QosPolicy>(),
            StandardFields.ProjectId<QosPolicy>(),
            new Field<QosPolicy, string>("name", Kinds.Name, p => p.Name, (p, value) => p with { Name = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<QosPolicy, bool>(
                "shared", Kinds.Flag, static (state, p) => Sharing.IsOpenToEverybody(state, p.Id), (p, value) => p with { RequestedShared = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter, CreatePolicy = Rules.AdminOnly, UpdatePolicy = Rules.AdminOnly,
                AsSeenBy = static (state, caller, p) => Sharing.IsOpenTo(state, p.Id, caller.ProjectId),
            },
            new Field<QosPolicy, EquatableList<QosRule>>("rules", new QosRuleListKind(), RulesOf),
            new Field<QosPolicy, bool>("is_default", Kinds.Flag, p => p.IsDefault, (p, value) => p with { IsDefault = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter, Extension = "qos-default",
            },
            StandardFields.Description<QosPolicy>(),
            .. StandardFields.Trailer<QosPolicy>(),
        ],
    };

    private static EquatableList<QosRule> RulesOf(IStateReader state, QosPolicy policy) =>
        QosRuleTable.ByPolicy.Of(state, policy.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal).ToEquatableList();
}
