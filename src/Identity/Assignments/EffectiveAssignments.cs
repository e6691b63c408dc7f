using Naru.Identity.Groups;
using Naru.Identity.Roles;
using Naru.State;

namespace Naru.Identity.Assignments;

/// <summary>Takes an assignment apart into what it comes to: users instead of groups, projects below instead of inheritance, implied roles.</summary>
internal static class EffectiveAssignments
{
    public static IEnumerable<ShownAssignment> Of(IStateReader state, Assignment given) =>
        from userId in Users(state, given)
        from target in Targets(state, given)
        from role in Roles(state, given.RoleId)
        let effective = new Assignment(ActorKind.User, userId, target.Kind, target.Id, role.Id, Inherited: false)
        select new ShownAssignment(effective, effective == given ? null : given, role.Prior);

    private static IEnumerable<string> Users(IStateReader state, Assignment given) => given.Actor is ActorKind.User
        ? [given.ActorId]
        : MembershipTable.ByGroup.Of(state, given.ActorId).Select(membership => membership.UserId);

    private static IEnumerable<(TargetKind Kind, string Id)> Targets(IStateReader state, Assignment given) => given.Inherited
        ? state.ProjectsReachedBy(given).Select(id => (TargetKind.Project, id))
        : [(given.Target, given.TargetId)];

    private static IEnumerable<(string Id, string? Prior)> Roles(IStateReader state, string roleId)
    {
        var seen = new HashSet<string>();
        var open = new Queue<(string Id, string? Prior)>([(roleId, null)]);
        while (open.TryDequeue(out var role))
        {
            if (!seen.Add(role.Id))
                continue;
            // Roles of domains are bundles: only what they imply counts.
            if (state.In(RoleTable.Table).Find(role.Id) is { DomainId: null })
                yield return role;
            foreach (var rule in ImpliedRoleTable.ByPrior.Of(state, role.Id))
                open.Enqueue((rule.ImpliedId, role.Id));
        }
    }
}
