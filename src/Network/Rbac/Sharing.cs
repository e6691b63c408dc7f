using Naru.State;

namespace Naru.Network.Rbac;

/// <summary>Whether an object is open to a project that does not own it.</summary>
public static class Sharing
{
    /// <summary>Whether a policy opens the object to the project or to everybody.</summary>
    public static bool IsOpenTo(IStateReader state, string objectId, string projectId, string action = RbacPolicy.AccessAsShared) =>
        RbacTable.ByObject.Any(state, objectId)
        && (RbacTable.ByGrant.Find(state, new RbacGrant(objectId, action, RbacPolicy.Everybody)) is not null
            || RbacTable.ByGrant.Find(state, new RbacGrant(objectId, action, projectId)) is not null);

    /// <summary>Whether a policy opens the object to everybody, which its <c>shared</c> attribute shows.</summary>
    public static bool IsOpenToEverybody(IStateReader state, string objectId, string action = RbacPolicy.AccessAsShared) =>
        RbacTable.ByGrant.Find(state, new RbacGrant(objectId, action, RbacPolicy.Everybody)) is not null;

    /// <summary>Makes the policy for everybody exist or not, as the <c>shared</c> attribute of the object wants it.</summary>
    public static void Set(Transaction state, string objectType, string objectId, string projectId, string action, bool isOpen)
    {
        var existing = RbacTable.ByGrant.Find(state, new RbacGrant(objectId, action, RbacPolicy.Everybody));
        if (isOpen && existing is null)
        {
            state.Insert(RbacTable.Table, new RbacPolicy
            {
                Id = Guid.NewGuid().ToString(),
                ProjectId = projectId,
                ObjectType = objectType,
                ObjectId = objectId,
                TargetProjectId = RbacPolicy.Everybody,
                Action = action,
                CreatedAt = state.Time,
                UpdatedAt = state.Time,
                RevisionNumber = 1,
            });
        }
        else if (!isOpen && existing is not null)
        {
            state.Delete(RbacTable.Table, existing.Id);
        }
    }

    /// <summary>Removes the policies of an object that goes away, or those for one action.</summary>
    public static void Forget(Transaction state, string objectId, string? action = null)
    {
        foreach (var policy in RbacTable.ByObject.Of(state, objectId))
        {
            if (action is null || policy.Action == action)
                state.Delete(RbacTable.Table, policy.Id);
        }
    }
}
