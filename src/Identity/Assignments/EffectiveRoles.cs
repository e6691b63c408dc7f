using System.Collections.Immutable;
using Naru.Identity.Groups;
using Naru.Identity.Projects;
using Naru.Identity.Roles;
using Naru.State;

namespace Naru.Identity.Assignments;

/// <summary>What assignments come to: through groups, inheritance and implication.</summary>
internal static class EffectiveRoles
{
    /// <summary>The global roles of a user on a target, in the order of their names. Roles of domains only contribute what they imply.</summary>
    public static ImmutableArray<Role> RolesOf(this IStateReader state, string userId, TargetKind target, string targetId)
    {
        var project = target is TargetKind.Project ? state.In(ProjectTable.Table).Find(targetId) : null;
        var given = state.AssignmentsOf(userId)
            .Where(assignment => state.Reaches(assignment, target, targetId, project))
            .Select(assignment => assignment.RoleId);
        return state.GlobalRoles(state.WithImplied(given));
    }

    /// <summary>Those of the ids that are global roles, in the order of their names.</summary>
    public static ImmutableArray<Role> GlobalRoles(this IStateReader state, IEnumerable<string> roleIds) =>
    [
        .. roleIds.Select(state.In(RoleTable.Table).Find)
            .OfType<Role>()
            .Where(role => role.DomainId is null)
            .OrderBy(role => role.Name, StringComparer.Ordinal),
    ];

    /// <summary>The assignments of a user and of the groups that it is in.</summary>
    public static IEnumerable<Assignment> AssignmentsOf(this IStateReader state, string userId) =>
        AssignmentTable.ByActor.Of(state, userId).Concat(
            MembershipTable.ByUser.Of(state, userId).SelectMany(membership => AssignmentTable.ByActor.Of(state, membership.GroupId)));

    /// <summary>Every usable project on which the user has a role.</summary>
    public static IEnumerable<Project> ProjectsOf(this IStateReader state, string userId)
    {
        var projects = state.In(ProjectTable.Table);
        return state.AssignmentsOf(userId)
            .SelectMany(assignment => state.ProjectsReachedBy(assignment))
            .Distinct()
            .Select(projects.Find)
            .OfType<Project>()
            .Where(project => state.IsUsable(project) && state.RolesOf(userId, TargetKind.Project, project.Id).Length > 0)
            .OrderBy(project => project.Name, StringComparer.Ordinal);
    }

    /// <summary>Every enabled domain on which the user has a role.</summary>
    public static IEnumerable<Project> DomainsOf(this IStateReader state, string userId) =>
        state.AssignmentsOf(userId)
            .Where(assignment => assignment is { Target: TargetKind.Domain, Inherited: false })
            .Select(assignment => assignment.TargetId)
            .Distinct()
            .Select(state.FindDomain)
            .OfType<Project>()
            .Where(domain => domain.Enabled && state.RolesOf(userId, TargetKind.Domain, domain.Id).Length > 0)
            .OrderBy(domain => domain.Name, StringComparer.Ordinal);

    /// <summary>The ids of the projects where an assignment counts.</summary>
    public static IEnumerable<string> ProjectsReachedBy(this IStateReader state, Assignment assignment) => assignment switch
    {
        { Target: TargetKind.Project, Inherited: false } => [assignment.TargetId],
        { Target: TargetKind.Project } => state.Subtree(assignment.TargetId).Select(project => project.Id),
        { Target: TargetKind.Domain, Inherited: true } => ProjectTable.ByDomain.Of(state, assignment.TargetId).Select(project => project.Id),
        _ => [],
    };

    private static bool Reaches(this IStateReader state, Assignment assignment, TargetKind target, string targetId, Project? project)
    {
        if (!assignment.Inherited)
            return assignment.Target == target && assignment.TargetId == targetId;
        if (project is null)
            return false;
        return assignment.Target is TargetKind.Domain
            ? project.DomainId == assignment.TargetId
            : state.Ancestors(project).Any(ancestor => ancestor.Id == assignment.TargetId);
    }
}
