using Naru.Network.AddressGroups;
using Naru.Network.SecurityGroups;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.DefaultSecurityGroupRules;

/// <summary>What a default rule does beyond being stored. Groups that exist do not change with it.</summary>
public sealed class DefaultSecurityGroupRuleRules : IResourceRules<DefaultSecurityGroupRule>
{
    /// <summary>A list shows the usual rules also before the first group has needed them.</summary>
    public async ValueTask<bool> BeforeListAsync(Store store, Caller caller, string projectId)
    {
        if (DefaultRules.AreSeeded(store.Current))
            return false;
        var written = await store.WriteAsync(new WriteContext(caller.RequestId, caller.UserId), Result<Done> (state) =>
        {
            DefaultRules.Ensure(state);
            return Done.Ok;
        });
        return written.Succeeded;
    }

    public Result<DefaultSecurityGroupRule> Creating(Transaction state, Caller caller, DefaultSecurityGroupRule draft, Given given)
    {
        DefaultRules.Ensure(state);
        if (!CheckRemote(state, caller, draft.Rule).TryGet(out _, out var error)
            || !RuleChecks.Settle(draft.Rule).TryGet(out var rule, out error))
        {
            return error;
        }
        foreach (var other in state.In(DefaultRuleTable.Table).All)
        {
            if (RuleMeaning.Of(rule) == RuleMeaning.Of(other.Rule)
                && other.UsedInDefaultGroups == draft.UsedInDefaultGroups && other.UsedInOtherGroups == draft.UsedInOtherGroups)
            {
                return Error.Conflict("DefaultSecurityGroupRuleExists", $"Default Security group rule already exists. Rule id is {other.Id}.");
            }
        }
        return draft with { Rule = rule };
    }

    private static Result<Done> CheckRemote(IStateReader state, Caller caller, SecurityGroupRule rule)
    {
        if (rule.RemoteGroupId is { } group and not DefaultSecurityGroupRule.Parent
            && !SecurityGroupAccess.Find(state, caller, group).TryGet(out _, out var error))
        {
            return error;
        }
        return rule.RemoteAddressGroupId is { } addresses && !AddressGroupAccess.Find(state, caller, addresses).TryGet(out _, out error) ? error : Done.Ok;
    }
}
