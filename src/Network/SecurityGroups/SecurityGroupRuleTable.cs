using Naru.State;

namespace Naru.Network.SecurityGroups;

/// <summary>Where the rules of security groups are stored.</summary>
public static class SecurityGroupRuleTable
{
    public static readonly Table<SecurityGroupRule> Table = new("security_group_rules", SecurityGroupJson.Default.SecurityGroupRule);
    public static readonly Index<SecurityGroupRule, string> ByProject = Table.IndexBy("project", rule => rule.ProjectId);
    public static readonly Index<SecurityGroupRule, string> ByGroup = Table.IndexBy("group", rule => rule.SecurityGroupId);
    public static readonly Index<SecurityGroupRule, string> ByRemoteGroup = Table.IndexBy("remote_group", rule => rule.RemoteGroupId);
    /// <summary>A group has no two rules that mean the same; the index finds the one that is there without looking at the others.</summary>
    public static readonly Index<SecurityGroupRule, RuleMeaning> ByMeaning = Table.IndexBy("meaning", rule => (RuleMeaning?)RuleMeaning.Of(rule));

    public static readonly Index<SecurityGroupRule, string> ByRemoteAddressGroup =
        Table.IndexBy("remote_address_group", rule => rule.RemoteAddressGroupId);
}
