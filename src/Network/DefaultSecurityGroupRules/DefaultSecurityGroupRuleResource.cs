using Naru.Network.SecurityGroups;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;

namespace Naru.Network.DefaultSecurityGroupRules;

/// <summary>The declaration of <c>/default-security-group-rules</c>.</summary>
public static class DefaultSecurityGroupRuleResource
{
    private static readonly TextKind RemoteGroup = new(0, 64)
    {
        Check = static text => text == DefaultSecurityGroupRule.Parent ? null : Kinds.Uuid.Check!(text),
    };

    public static readonly ResourceDefinition<DefaultSecurityGroupRule> Definition =
        new("default_security_group_rule", "default_security_group_rules", DefaultRuleTable.Table)
    {
        Path = "default-security-group-rules",
        Extension = "security-groups-default-rules",
        ErrorName = "DefaultSecurityGroupRule",
        Blank = static () => new DefaultSecurityGroupRule(),
        Operations = Operations.Read | Operations.Create | Operations.Delete,
        CreatePolicy = Rules.AdminOnly,
        ReadPolicy = "role:admin or role:reader",
        DeletePolicy = Rules.AdminOnly,
        Fields =
        [
            StandardFields.Id<DefaultSecurityGroupRule>(),
            .. RuleFields.Of<DefaultSecurityGroupRule>(r => r.Rule, (r, rule) => r with { Rule = rule }, RemoteGroup),
            Flag("used_in_default_sg", r => r.UsedInDefaultGroups, (r, value) => r with { UsedInDefaultGroups = value }),
            Flag("used_in_non_default_sg", r => r.UsedInOtherGroups, (r, value) => r with { UsedInOtherGroups = value }),
            StandardFields.Description<DefaultSecurityGroupRule>(),
            .. StandardFields.Trailer<DefaultSecurityGroupRule>(tags: false),
        ],
    };

    private static Field<DefaultSecurityGroupRule, bool> Flag(
        string name, Func<DefaultSecurityGroupRule, bool> get, Func<DefaultSecurityGroupRule, bool, DefaultSecurityGroupRule> set) =>
        new(name, Kinds.Flag, get, set) { Access = Access.Create, Query = Query.FilterSort };
}
