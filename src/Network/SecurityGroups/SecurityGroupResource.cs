using Naru.Network.Rbac;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.SecurityGroups;

/// <summary>The declaration of <c>/security-groups</c>.</summary>
public static class SecurityGroupResource
{
    private static readonly ObjectKind<SecurityGroupRule> Rule =
        new(static () => new SecurityGroupRule(),
        [
            .. SecurityGroupRuleResource.OwnFields,
            new Field<SecurityGroupRule, bool>("belongs_to_default_sg", Kinds.Flag, rule => rule.IsShownInDefaultGroup),
        ]);

    public static readonly ResourceDefinition<SecurityGroup> Definition = new("security_group", "security_groups", SecurityGroupTable.Table)
    {
        Path = "security-groups",
        Extension = "security-group",
        ErrorName = "SecurityGroup",
        Blank = static () => new SecurityGroup(),
        ByProject = SecurityGroupTable.ByProject,
        Quota = "security_group",
        AlsoVisibleTo = static (state, caller, group) => Sharing.IsOpenTo(state, group.Id, caller.ProjectId),
        Tagged = true,
        Fields =
        [
            StandardFields.Id<SecurityGroup>(),
            new Field<SecurityGroup, string>("name", Kinds.Name, g => g.Name, (g, value) => g with { Name = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            StandardFields.ProjectId<SecurityGroup>(),
            StandardFields.Description<SecurityGroup>(),
            new Field<SecurityGroup, bool>("stateful", Kinds.Flag, g => g.Stateful, (g, value) => g with { Stateful = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, Extension = "stateful-security-group",
            },
            new Field<SecurityGroup, bool>("shared", Kinds.Flag, static (state, g) => Sharing.IsOpenToEverybody(state, g.Id))
            {
                Query = Query.Filter, Extension = "rbac-security-groups",
            },
            new Field<SecurityGroup, EquatableList<SecurityGroupRule>>("security_group_rules", Kinds.ListOf(new RememberedKind<SecurityGroupRule>(Rule, rule => !rule.IsShownInDefaultGroup)), RulesOf),
            .. StandardFields.Trailer<SecurityGroup>(),
        ],
    };

    private static EquatableList<SecurityGroupRule> RulesOf(IStateReader state, SecurityGroup group) =>
        group.IsDefault
            ? SecurityGroupRuleTable.ByGroup.Of(state, group.Id).Select(rule => rule with { IsShownInDefaultGroup = true }).ToEquatableList()
            : SecurityGroupRuleTable.ByGroup.Of(state, group.Id).ToEquatableList();
}
