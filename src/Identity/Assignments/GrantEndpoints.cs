using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Identity.Groups;
using Naru.Identity.Projects;
using Naru.Identity.Roles;
using Naru.Identity.Users;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Identity.Assignments;

/// <summary>Gives and takes roles: <c>PUT /projects/{id}/users/{id}/roles/{id}</c> and its relatives.</summary>
internal static class GrantEndpoints
{
    private const string Read =
        IdentityPolicies.SystemRead + " or (role:reader and domain_id:%(actor.domain_id)s and domain_id:%(target.domain_id)s)";

    // A manager of a domain gives its own users what it has itself or less, on its own projects.
    private const string Write = "role:admin or (role:manager and domain_id:%(actor.domain_id)s and domain_id:%(target.domain_id)s"
        + " and ('manager':%(role.name)s or 'member':%(role.name)s or 'reader':%(role.name)s))";

    public static void MapGrants(this IdentityApi identity, IEndpointRouteBuilder routes)
    {
        var policies = identity.Api.Policies;
        policies.Default("list_grants", Read);
        policies.Default("check_grant", Read);
        policies.Default("create_grant", Write);
        policies.Default("revoke_grant", Write);
        foreach (var path in GrantPath.All)
            identity.Map(routes, path);
    }

    private static void Map(this IdentityApi identity, IEndpointRouteBuilder routes, GrantPath path)
    {
        var api = identity.Api;
        api.Map(routes, HttpMethods.Get, path.List, request =>
            Place(request.State, request, "list_grants").Then(place => ShowRoles(request, place)));
        api.Map(routes, HttpMethods.Get, path.One, Check);
        api.Map(routes, HttpMethods.Head, path.One, Check);
        api.Map(routes, HttpMethods.Put, path.One, request => ChangeAsync(request, "create_grant", (state, assignment) =>
        {
            if (!state.In(AssignmentTable.Table).Contains(assignment.Id))
                state.Insert(AssignmentTable.Table, assignment);
            return Done.Ok;
        }));
        api.Map(routes, HttpMethods.Delete, path.One, request => ChangeAsync(request, "revoke_grant", (state, assignment) =>
        {
            if (!state.In(AssignmentTable.Table).Contains(assignment.Id))
                return NoSuchGrant(assignment);
            state.Delete(AssignmentTable.Table, assignment.Id);
            return Done.Ok;
        }));

        Result<Reply> Check(ApiRequest request) => Grant(request.State, request, "check_grant").Then<Reply>(assignment =>
            request.State.In(AssignmentTable.Table).Contains(assignment.Id) ? Reply.NoContent : NoSuchGrant(assignment));

        async ValueTask<Result<Reply>> ChangeAsync(ApiRequest request, string rule, Func<Transaction, Assignment, Result<Done>> change) =>
            (await api.Store.WriteAsync(request.Write, state => Grant(state, request, rule).Then(assignment => change(state, assignment))))
                .Map(_ => Reply.NoContent);

        Result<Reply> ShowRoles(ApiRequest request, Assignment place) => identity.Roles.Many(request, AssignmentTable.ByActor.Of(request.State, place.ActorId)
            .Where(assignment => assignment.Target == place.Target && assignment.TargetId == place.TargetId && assignment.Inherited == path.Inherited)
            .Select(assignment => request.State.In(RoleTable.Table).Find(assignment.RoleId))
            .OfType<Role>());

        // The assignment that the path names, with everything it refers to existing and the caller allowed.
        Result<Assignment> Grant(IStateReader state, ApiRequest request, string rule)
        {
            var roleId = request.Route("role_id");
            if (state.In(RoleTable.Table).Find(roleId) is not { } role)
                return Place(state, request, rule).Then<Assignment>(_ => IdentityErrors.NotFound("role", roleId));
            if (!Place(state, request, rule, role).TryGet(out var place, out var error))
                return error;
            if (role.DomainId is not null && rule == "create_grant" && DomainOf(state, place) != role.DomainId)
                return IdentityErrors.Forbidden($"The role {role.Id} belongs to the domain {role.DomainId} and can only be given on projects there.");
            return place with { RoleId = role.Id };
        }

        Result<Assignment> Place(IStateReader state, ApiRequest request, string rule, Role? role = null)
        {
            var actorId = request.Route("actor_id");
            var targetId = path.Target is TargetKind.System ? Assignment.SystemTarget : request.Route("target_id");
            var actorDomain = path.Actor is ActorKind.User
                ? state.In(UserTable.Table).Find(actorId)?.DomainId
                : state.In(GroupTable.Table).Find(actorId)?.DomainId;
            var target = path.Target is TargetKind.System ? null : state.In(ProjectTable.Table).Find(targetId);
            var allowed = identity.Allow(request, rule,
                ("actor.domain_id", actorDomain),
                ("user.domain_id", path.Actor is ActorKind.User ? actorDomain : null),
                ("group.domain_id", path.Actor is ActorKind.Group ? actorDomain : null),
                ("domain_id", target?.DomainId ?? target?.Id),
                ("project.domain_id", target?.DomainId),
                ("domain.id", path.Target is TargetKind.Domain ? target?.Id : null),
                ("role.name", role?.Name),
                ("role.domain_id", role?.DomainId));
            if (!allowed.TryGet(out _, out var error))
                return error;
            if (actorDomain is null)
                return IdentityErrors.NotFound(path.Actor is ActorKind.User ? "user" : "group", actorId);
            if (path.Target is not TargetKind.System && (target is null || path.Target is TargetKind.Domain && !target.IsDomain))
                return IdentityErrors.NotFound(path.Target is TargetKind.Project ? "project" : "domain", targetId);
            return new Assignment(path.Actor, actorId, path.Target, targetId, "", path.Inherited);
        }
    }

    private static string? DomainOf(IStateReader state, Assignment place) =>
        state.In(ProjectTable.Table).Find(place.TargetId) is { } target ? target.DomainId ?? target.Id : null;

    private static Error NoSuchGrant(Assignment grant) => Error.NotFound("NotFound",
        $"Could not find role assignment with role: {grant.RoleId}, user or group: {grant.ActorId}, project, domain, or system: {grant.TargetId}.");
}
