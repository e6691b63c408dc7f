using Naru.State;

namespace Naru.Identity.AccessRules;

/// <summary>Where access rules are kept.</summary>
public static class AccessRuleTable
{
    public static readonly Table<AccessRule> Table = new("access_rules", AccessRuleJson.Default.AccessRule);

    public static readonly Index<AccessRule, string> ByUser = Table.IndexBy("user", rule => rule.UserId);
}
