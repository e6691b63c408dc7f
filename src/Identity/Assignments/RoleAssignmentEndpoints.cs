using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Identity.Groups;
using Naru.Identity.Projects;
using Naru.Identity.Roles;
using Naru.Identity.Users;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Identity.Assignments;

/// <summary>Lists who has which role on what: <c>/role_assignments</c>.</summary>
internal static class RoleAssignmentEndpoints
{
    public static void MapRoleAssignments(this IdentityApi identity, IEndpointRouteBuilder routes)
    {
        var policies = identity.Api.Policies;
        policies.Default("list_role_assignments", IdentityPolicies.DomainRead);
        policies.Default("list_role_assignments_for_tree", IdentityPolicies.DomainRead);
        identity.Api.Map(routes, HttpMethods.Get, "role_assignments", request =>
        {
            if (!AssignmentFilter.Read(request.Http.Request.Query).TryGet(out var filter, out var error)
                || !identity.Allow(request, filter.WithSubtree ? "list_role_assignments_for_tree" : "list_role_assignments",
                    ("domain_id", request.Caller.DomainId.Length > 0 ? request.Caller.DomainId : null), ("project_id", filter.ProjectId)).TryGet(out _, out error))
            {
                return error;
            }
            return Reply.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("role_assignments");
                foreach (var shown in filter.Find(request.State).Where(shown => Sees(request, shown.Assignment)))
                    Write(writer, identity, request, shown, filter.WithNames);
                writer.WriteEndArray();
                IdentityApi.WriteListLinks(writer, request);
                writer.WriteEndObject();
            });
        });
    }

    // Whoever reads only a domain sees only what is given there.
    private static bool Sees(ApiRequest request, Assignment assignment) =>
        request.Caller.DomainId.Length == 0 || request.Caller.IsAdmin
        || request.State.In(ProjectTable.Table).Find(assignment.TargetId) is { } target && (target.DomainId ?? target.Id) == request.Caller.DomainId;

    private static void Write(Utf8JsonWriter writer, IdentityApi identity, ApiRequest request, ShownAssignment shown, bool withNames)
    {
        var assignment = shown.Assignment;
        writer.WriteStartObject();
        WriteScope(writer, request.State, assignment, withNames);
        writer.WriteStartObject("role");
        writer.WriteString("id", assignment.RoleId);
        if (withNames && request.State.In(RoleTable.Table).Find(assignment.RoleId) is { } role)
        {
            writer.WriteString("name", role.Name);
            if (role.DomainId is not null)
                WriteDomain(writer, request.State, role.DomainId);
        }
        writer.WriteEndObject();
        WriteActor(writer, request.State, assignment, withNames);
        writer.WriteStartObject("links");
        writer.WriteString("assignment", identity.Url(request, GrantPath.Of(shown.Given ?? assignment)));
        if (shown.Given is { Actor: ActorKind.Group } throughGroup)
            writer.WriteString("membership", identity.Url(request, $"groups/{throughGroup.ActorId}/users/{assignment.ActorId}"));
        if (shown.PriorRoleId is not null)
            writer.WriteString("prior_role", identity.Url(request, $"roles/{shown.PriorRoleId}"));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteScope(Utf8JsonWriter writer, Snapshot state, Assignment assignment, bool withNames)
    {
        writer.WriteStartObject("scope");
        switch (assignment.Target)
        {
            case TargetKind.System:
                writer.WriteStartObject("system");
                writer.WriteBoolean("all", true);
                writer.WriteEndObject();
                break;
            default:
                writer.WriteStartObject(assignment.Target is TargetKind.Project ? "project" : "domain");
                writer.WriteString("id", assignment.TargetId);
                if (withNames && state.In(ProjectTable.Table).Find(assignment.TargetId) is { } target)
                {
                    writer.WriteString("name", target.Name);
                    if (assignment.Target is TargetKind.Project)
                        WriteDomain(writer, state, target.DomainId ?? target.Id);
                }
                writer.WriteEndObject();
                break;
        }
        if (assignment.Inherited)
            writer.WriteString("OS-INHERIT:inherited_to", "projects");
        writer.WriteEndObject();
    }

    private static void WriteActor(Utf8JsonWriter writer, Snapshot state, Assignment assignment, bool withNames)
    {
        writer.WriteStartObject(assignment.Actor is ActorKind.User ? "user" : "group");
        writer.WriteString("id", assignment.ActorId);
        (string Name, string DomainId)? named = assignment.Actor is ActorKind.User
            ? state.In(UserTable.Table).Find(assignment.ActorId) is { } user ? (user.Name, user.DomainId) : null
            : state.In(GroupTable.Table).Find(assignment.ActorId) is { } group ? (group.Name, group.DomainId) : null;
        if (withNames && named is { } actor)
        {
            writer.WriteString("name", actor.Name);
            WriteDomain(writer, state, actor.DomainId);
        }
        writer.WriteEndObject();
    }

    private static void WriteDomain(Utf8JsonWriter writer, Snapshot state, string domainId)
    {
        writer.WriteStartObject("domain");
        writer.WriteString("id", domainId);
        writer.WriteString("name", state.In(ProjectTable.Table).Find(domainId)?.Name);
        writer.WriteEndObject();
    }
}
