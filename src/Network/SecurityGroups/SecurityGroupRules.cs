using Naru.Network.DefaultSecurityGroupRules;
using Naru.Network.Ports;
using Naru.Network.Rbac;
using Naru.Network.SecurityGroups.DefaultStatefulness;
using Naru.Network.SecurityLogs;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.Rest.Quotas;
using Naru.State;

namespace Naru.Network.SecurityGroups;

/// <summary>What a security group does beyond being stored.</summary>
public sealed class SecurityGroupRules(IQuotas quotas) : IResourceRules<SecurityGroup>
{
    /// <summary>Every project has a default group, also one that only looks.</summary>
    public async ValueTask<bool> BeforeListAsync(Store store, Caller caller, string projectId)
    {
        if (projectId.Length == 0 || SecurityGroupTable.DefaultOf.Find(store.Current, projectId) is not null)
            return false;
        var written = await store.WriteAsync(
            new WriteContext(caller.RequestId, caller.UserId), Result<SecurityGroup> (state) => DefaultSecurityGroup.Ensure(state, projectId));
        return written.Succeeded;
    }

    public Result<SecurityGroup> Creating(Transaction state, Caller caller, SecurityGroup draft, Given given)
    {
        if (IsDefaultName(draft.Name))
            return SecurityGroupErrors.DefaultExists;
        DefaultSecurityGroup.Ensure(state, draft.ProjectId);
        if (!given.Has("stateful"))
            draft = draft with { Stateful = DefaultStatefulnessTable.IsStateful(state, draft.ProjectId) };
        DefaultRules.Apply(state, draft);
        return quotas.Check(state, draft.ProjectId, "security_group_rule").TryGet(out _, out var error) ? draft : error;
    }

    public Result<SecurityGroup> Updating(Transaction state, Caller caller, SecurityGroup before, SecurityGroup after, Given given)
    {
        if (given.Has("name") && before.IsDefault)
            return SecurityGroupErrors.CannotUpdateDefault;
        if (given.Has("name") && IsDefaultName(after.Name))
            return SecurityGroupErrors.DefaultExists;
        return after.Stateful != before.Stateful && PortTable.BySecurityGroup.Any(state, before.Id) ? SecurityGroupErrors.InUse(before.Id) : after;
    }

    public Result<Done> Deleting(Transaction state, Caller caller, SecurityGroup group)
    {
        if (PortTable.BySecurityGroup.Any(state, group.Id))
            return SecurityGroupErrors.InUse(group.Id);
        if (group.IsDefault && !caller.IsAdmin)
            return SecurityGroupErrors.CannotRemoveDefault;
        foreach (var rule in SecurityGroupRuleTable.ByGroup.Of(state, group.Id))
            state.Delete(SecurityGroupRuleTable.Table, rule.Id);
        Sharing.Forget(state, group.Id);
        SecurityLogTable.Forget(state, SecurityLogTable.ByGroup, group.Id);
        // A rule about members of a group that is no more lets nothing pass.
        foreach (var rule in SecurityGroupRuleTable.ByRemoteGroup.Of(state, group.Id))
            state.Delete(SecurityGroupRuleTable.Table, rule.Id);
        foreach (var template in DefaultRuleTable.ByRemoteGroup.Of(state, group.Id))
            state.Delete(DefaultRuleTable.Table, template.Id);
        return Done.Ok;
    }

    private static bool IsDefaultName(string name) => name.Equals(DefaultSecurityGroup.Name, StringComparison.OrdinalIgnoreCase);
}
