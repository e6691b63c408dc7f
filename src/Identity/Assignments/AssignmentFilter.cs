using Microsoft.AspNetCore.Http;
using Naru.Identity.Projects;
using Naru.Primitives;
using Naru.State;

namespace Naru.Identity.Assignments;

/// <summary>The query of <c>GET /role_assignments</c>.</summary>
internal sealed record AssignmentFilter
{
    public string? UserId { get; init; }

    public string? GroupId { get; init; }

    public string? RoleId { get; init; }

    public string? ProjectId { get; init; }

    public string? DomainId { get; init; }

    public bool OnSystem { get; init; }

    public bool OnlyInherited { get; init; }

    /// <summary>Show what assignments come to for users instead of what was given.</summary>
    public bool Effective { get; init; }

    public bool WithNames { get; init; }

    /// <summary>Also what is given on the projects below the one asked for.</summary>
    public bool WithSubtree { get; init; }

    public static Result<AssignmentFilter> Read(IQueryCollection query)
    {
        var filter = new AssignmentFilter
        {
            UserId = Text("user.id"),
            GroupId = Text("group.id"),
            RoleId = Text("role.id"),
            ProjectId = Text("scope.project.id"),
            DomainId = Text("scope.domain.id"),
            OnSystem = query.ContainsKey("scope.system"),
            OnlyInherited = query.ContainsKey("scope.OS-INHERIT:inherited_to"),
            Effective = Flag("effective"),
            WithNames = Flag("include_names"),
            WithSubtree = Flag("include_subtree"),
        };
        if (filter is { UserId: not null, GroupId: not null })
            return IdentityErrors.Invalid("Specify a user or group, not both.");
        if ((filter.ProjectId is null ? 0 : 1) + (filter.DomainId is null ? 0 : 1) + (filter.OnSystem ? 1 : 0) > 1)
            return IdentityErrors.Invalid("Specify one of project, domain and system, not several.");
        if (filter is { Effective: true, GroupId: not null })
            return IdentityErrors.Invalid("Combining effective and group filter will always result in an empty list.");
        if (filter is { WithSubtree: true, ProjectId: null })
            return IdentityErrors.Invalid("scope.project.id must be specified if include_subtree is also specified");
        return filter;

        string? Text(string name) => query.TryGetValue(name, out var texts) && texts[^1] is { Length: > 0 } text ? text : null;

        // The mere name means yes, as does every value but zero and false.
        bool Flag(string name) => query.TryGetValue(name, out var texts) && texts[^1] is not ("0" or "false" or "False");
    }

    /// <summary>What the filter asks for, in a fixed order.</summary>
    public IEnumerable<ShownAssignment> Find(IStateReader state)
    {
        HashSet<string>? projects = ProjectId is null ? null : WithSubtree ? [ProjectId, .. state.Subtree(ProjectId).Select(project => project.Id)] : [ProjectId];
        var candidates = Candidates(state);
        var shown = Effective
            ? candidates.SelectMany(assignment => EffectiveAssignments.Of(state, assignment)).DistinctBy(shown => shown.Assignment)
            : candidates.Select(assignment => new ShownAssignment(assignment));
        return shown.Where(found => Matches(found.Assignment, projects));
    }

    // Without effects, the indexes give exactly what can match; with effects, an assignment elsewhere may reach here.
    private IEnumerable<Assignment> Candidates(IStateReader state) => (Effective, UserId, GroupId, ProjectId ?? DomainId) switch
    {
        (true, { } user, _, _) => state.AssignmentsOf(user),
        (false, { } user, _, _) => AssignmentTable.ByActor.Of(state, user),
        (_, _, { } group, _) => AssignmentTable.ByActor.Of(state, group),
        (false, _, _, { } target) when !WithSubtree => AssignmentTable.ByTarget.Of(state, target),
        _ => state.In(AssignmentTable.Table).All,
    };

    private bool Matches(Assignment assignment, HashSet<string>? projects) =>
        (UserId is null || assignment.Actor is ActorKind.User && assignment.ActorId == UserId)
        && (GroupId is null || assignment.Actor is ActorKind.Group && assignment.ActorId == GroupId)
        && (RoleId is null || assignment.RoleId == RoleId)
        && (projects is null || assignment.Target is TargetKind.Project && projects.Contains(assignment.TargetId))
        && (DomainId is null || assignment.Target is TargetKind.Domain && assignment.TargetId == DomainId)
        && (!OnSystem || assignment.Target is TargetKind.System)
        && (!OnlyInherited || assignment.Inherited || Effective);
}
