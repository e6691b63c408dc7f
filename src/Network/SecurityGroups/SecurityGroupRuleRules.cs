using Naru.Network.AddressGroups;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.SecurityGroups;

/// <summary>What a rule of a security group does beyond being stored.</summary>
public sealed class SecurityGroupRuleRules : IResourceRules<SecurityGroupRule>
{
    public Result<SecurityGroupRule> Referring(Transaction state, Caller caller, SecurityGroupRule draft, Given given)
    {
        if (!SecurityGroupAccess.Find(state, caller, draft.SecurityGroupId).TryGet(out var group, out var error))
            return error;
        if (draft.RemoteGroupId is { } remote && !SecurityGroupAccess.Find(state, caller, remote).TryGet(out _, out error))
            return error;
        if (draft.RemoteAddressGroupId is { } addresses && !AddressGroupAccess.Find(state, caller, addresses).TryGet(out _, out error))
            return error;
        return given.Has("project_id") ? draft : draft with { ProjectId = group.ProjectId };
    }

    public Result<SecurityGroupRule> Creating(Transaction state, Caller caller, SecurityGroupRule draft, Given given)
    {
        if (!RuleChecks.Settle(draft).TryGet(out var rule, out var error))
            return error;
        if (SecurityGroupRuleTable.ByMeaning.Of(state, RuleMeaning.Of(rule)).FirstOrDefault() is { } same)
            return SecurityGroupErrors.RuleExists(same.Id);
        TouchGroup(state, rule.SecurityGroupId);
        return rule;
    }

    public Result<Done> Deleting(Transaction state, Caller caller, SecurityGroupRule rule)
    {
        TouchGroup(state, rule.SecurityGroupId);
        return Done.Ok;
    }

    // A group shows its rules, so its revision follows them.
    private static void TouchGroup(Transaction state, string id)
    {
        if (state.In(SecurityGroupTable.Table).Find(id) is { } group)
            state.Update(SecurityGroupTable.Table, group.Touched(state));
    }
}
