using Naru.Rest.Declarations;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.SecurityGroups;

/// <summary>The declaration of <c>/security-group-rules</c>.</summary>
public static class SecurityGroupRuleResource
{
    public static readonly ResourceDefinition<SecurityGroupRule> Definition =
        new("security_group_rule", "security_group_rules", SecurityGroupRuleTable.Table)
    {
        Path = "security-group-rules",
        Extension = "security-group",
        ErrorName = "SecurityGroupRule",
        Blank = static () => new SecurityGroupRule(),
        ByProject = SecurityGroupRuleTable.ByProject,
        Lookups = new Dictionary<string, Index<SecurityGroupRule, string>>
        {
            ["security_group_id"] = SecurityGroupRuleTable.ByGroup,
            ["remote_group_id"] = SecurityGroupRuleTable.ByRemoteGroup,
        },
        Quota = "security_group_rule",
        Operations = Operations.Read | Operations.Create | Operations.Delete,
        CreatePolicy = "role:admin or (role:member and project_id:%(security_group:project_id)s)",
        ReadPolicy = "role:admin or (role:reader and project_id:%(security_group:project_id)s)",
        DeletePolicy = "role:admin or (role:member and project_id:%(security_group:project_id)s)",
        PolicyTarget = static (state, rule, name) => name is "security_group:project_id" or "security_group:tenant_id"
            ? state.In(SecurityGroupTable.Table).Find(rule.SecurityGroupId)?.ProjectId
            : null,
        Fields =
        [
            .. OwnFields,
            new Field<SecurityGroupRule, bool>("belongs_to_default_sg", Kinds.Flag, IsOfDefaultGroup)
            {
                Query = Query.Filter, Extension = "security-groups-rules-belongs-to-default-sg", StaysWithRecord = true,
            },
        ],
    };

    /// <summary>What a rule shows inside of its group, too.</summary>
    internal static IEnumerable<Field<SecurityGroupRule>> OwnFields =>
    [
        StandardFields.Id<SecurityGroupRule>(),
        StandardFields.ProjectId<SecurityGroupRule>(),
        new Field<SecurityGroupRule, string>("security_group_id", Kinds.Uuid, r => r.SecurityGroupId, (r, value) => r with { SecurityGroupId = value })
        {
            Access = Access.Create, Query = Query.FilterSort, Required = true,
        },
        // An id that is none names no group: it is not found, as it is in Neutron.
        .. RuleFields.Of<SecurityGroupRule>(r => r, (_, rule) => rule, Kinds.Text(255)),
        new Field<SecurityGroupRule, string?>("normalized_cidr", Kinds.Text(64).OrNull(), r => r.RemoteBlock?.ToString())
        {
            Query = Query.FilterSort, Extension = "security-groups-normalized-cidr",
        },
        StandardFields.Description<SecurityGroupRule>(),
        .. StandardFields.Trailer<SecurityGroupRule>(tags: false),
    ];

    /// <summary>Whether the rule belongs to the default group of a project.</summary>
    internal static bool IsOfDefaultGroup(IStateReader state, SecurityGroupRule rule) =>
        state.In(SecurityGroupTable.Table).Find(rule.SecurityGroupId) is { IsDefault: true };
}
