using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.Rbac;

/// <summary>What an RBAC policy does beyond being stored.</summary>
public sealed class RbacRules(IEnumerable<IShareable> shareables) : IResourceRules<RbacPolicy>
{
    private readonly Dictionary<string, IShareable> _shareables = shareables.ToDictionary(shareable => shareable.ObjectType);

    public Result<RbacPolicy> Creating(Transaction state, Caller caller, RbacPolicy draft, Given given)
    {
        if (!_shareables.TryGetValue(draft.ObjectType, out var kind))
            return NetworkErrors.InvalidInput($"'{draft.ObjectType}' is not a valid RBAC object type");
        if (!kind.Actions.Contains(draft.Action))
            return NetworkErrors.InvalidInput($"Action {draft.Action} is not valid for {draft.ObjectType}: expected one of {string.Join(", ", kind.Actions)}");
        if (kind.OwnerOf(state, draft.ObjectId) is not { } owner || (!caller.IsAdmin && owner != caller.ProjectId))
            return NetworkErrors.InvalidInput($"Only the owner of an existing {draft.ObjectType} can share it; {draft.ObjectId} is not one of yours");
        if (RbacTable.ByGrant.Find(state, new RbacGrant(draft.ObjectId, draft.Action, draft.TargetProjectId)) is not null)
            return Error.Conflict("DuplicateRbacPolicy", "An RBAC policy already exists with those values.");
        if (!kind.CheckOpening(state, draft.ObjectId, draft.TargetProjectId).TryGet(out _, out var error))
            return error;
        Mark(state, draft, draft.TargetProjectId);
        return draft;
    }

    public Result<RbacPolicy> Updating(Transaction state, Caller caller, RbacPolicy before, RbacPolicy after, Given given)
    {
        if (after.TargetProjectId == before.TargetProjectId)
            return after;
        if (RbacTable.ByGrant.Find(state, new RbacGrant(after.ObjectId, after.Action, after.TargetProjectId)) is not null)
            return Error.Conflict("DuplicateRbacPolicy", "An RBAC policy already exists with those values.");
        if (after.TargetProjectId != RbacPolicy.Everybody && !CheckUnused(state, before, after.TargetProjectId).TryGet(out _, out var error))
            return error;
        Mark(state, after, after.TargetProjectId);
        return after;
    }

    public Result<Done> Deleting(Transaction state, Caller caller, RbacPolicy policy)
    {
        if (!CheckUnused(state, policy, replacement: null).TryGet(out _, out var error))
            return error;
        Mark(state, policy, target: null);
        return Done.Ok;
    }

    /// <param name="target">Whom the policy will be for; null: it goes away.</param>
    private void Mark(Transaction state, RbacPolicy policy, string? target)
    {
        var targets = OtherTargets(state, policy);
        if (target is not null)
            targets.Add(target);
        _shareables[policy.ObjectType].Mark(state, policy.ObjectId, policy.Action, targets);
    }

    private static HashSet<string> OtherTargets(IStateReader state, RbacPolicy policy) => RbacTable.ByObject.Of(state, policy.ObjectId)
        .Where(other => other.Id != policy.Id && other.Action == policy.Action)
        .Select(other => other.TargetProjectId)
        .ToHashSet();

    // Who uses the object through this policy alone would be left with something that it may not use.
    private Result<Done> CheckUnused(IStateReader state, RbacPolicy policy, string? replacement)
    {
        var kind = _shareables[policy.ObjectType];
        var covered = OtherTargets(state, policy);
        if (replacement is not null && kind.CanBeNarrowed)
            covered.Add(replacement);
        if (covered.Contains(RbacPolicy.Everybody) || kind.OwnerOf(state, policy.ObjectId) is not { } owner)
            return Done.Ok;
        covered.Add(owner);
        var left = kind.UsersOf(state, policy.ObjectId, policy.Action)
            .FirstOrDefault(project => !covered.Contains(project) && (policy.TargetProjectId == RbacPolicy.Everybody || policy.TargetProjectId == project));
        return left is null
            ? Done.Ok
            : Error.Conflict("RbacPolicyInUse",
                $"RBAC policy on object {policy.ObjectId} cannot be removed because other objects depend on it.\nDetails: project {left} uses the {policy.ObjectType}");
    }
}
