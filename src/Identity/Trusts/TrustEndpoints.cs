using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Identity.Assignments;
using Naru.Identity.Roles;
using Naru.Identity.Users;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.Rest.Endpoints;
using Naru.Rest.Parsing;
using Naru.State;

namespace Naru.Identity.Trusts;

/// <summary>Trusts and the roles that they pass on.</summary>
internal static class TrustEndpoints
{
    public static void MapTrusts(this IdentityApi identity, IEndpointRouteBuilder routes)
    {
        var api = identity.Api;
        var definition = TrustResource.Definition;
        var endpoints = ResourceEndpoints<Trust>.Map(routes, api, definition, new TrustRules());
        var path = definition.Path;

        api.Map(routes, HttpMethods.Get, $"{path}/{{id}}", request =>
            Find(request).Map(trust => Show(request, request.State, trust, StatusCodes.Status200OK)));
        api.Map(routes, HttpMethods.Post, path, async request =>
        {
            if (!(await request.BodyAsync()).TryGet(out var body, out var error)
                || !ResourceParser.Unwrap(body, definition.Singular).TryGet(out var json, out error)
                || !ResourceParser.Read(definition, json, definition.Blank(), Access.Create, strict: false).TryGet(out var read, out error)
                || !RoleReference.ReadList(json).TryGet(out var roles, out error)
                || !identity.Allow(request, "create_trust", ("trustor_user_id", read.Resource.TrustorId)).TryGet(out _, out error))
            {
                return error;
            }
            return (await api.Store.WriteAsync(request.Write, state => Create(state, request.Caller, read.Resource, roles)))
                .Map(trust => Show(request, api.Store.Current, trust, StatusCodes.Status201Created));
        });

        api.Map(routes, HttpMethods.Get, $"{path}/{{id}}/roles", request => Find(request).Then(trust =>
            identity.Roles.Many(request, RolesOf(request.State, trust))));
        api.Map(routes, HttpMethods.Get, $"{path}/{{id}}/roles/{{role_id}}", request =>
            FindRole(request).Map(role => identity.Roles.One(request, request.State, role)));
        api.Map(routes, HttpMethods.Head, $"{path}/{{id}}/roles/{{role_id}}", request =>
            FindRole(request).Map(_ => new Reply(StatusCodes.Status200OK, null)));

        Result<Trust> Find(ApiRequest request) => endpoints.FindFor(request.State, request.Caller, request.Route("id"), "get_trust");

        Result<Role> FindRole(ApiRequest request) => Find(request).Then<Role>(trust =>
            RolesOf(request.State, trust).FirstOrDefault(role => role.Id == request.Route("role_id")) is { } role
                ? role
                : IdentityErrors.NotFound("role", request.Route("role_id")));

        Reply Show(ApiRequest request, IStateReader state, Trust trust, int status) => Reply.Json(
            writer =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName(definition.Singular);
                endpoints.View.Write(writer, state, request.Caller, trust, null, identity.Url(request, path), inner => WriteRoles(inner, request, state, trust));
                writer.WriteEndObject();
            },
            status);

        void WriteRoles(Utf8JsonWriter writer, ApiRequest request, IStateReader state, Trust trust)
        {
            writer.WriteStartArray("roles");
            foreach (var role in RolesOf(state, trust))
                identity.Roles.View.Write(writer, state, request.Caller, role, null, identity.Url(request, "roles"));
            writer.WriteEndArray();
            writer.WriteStartObject("roles_links");
            writer.WriteNull("next");
            writer.WriteString("self", identity.Url(request, $"{path}/{trust.Id}/roles"));
            writer.WriteNull("previous");
            writer.WriteEndObject();
        }
    }

    private static IEnumerable<Role> RolesOf(IStateReader state, Trust trust) => trust.RoleIds.Select(state.In(RoleTable.Table).Find).OfType<Role>();

    private static Result<Trust> Create(Transaction state, Caller caller, Trust draft, IReadOnlyList<RoleReference> wanted)
    {
        if (caller.IsRestricted)
            return IdentityErrors.Forbidden("Using method 'application_credential' is not allowed for managing trusts.");
        if (!state.In(UserTable.Table).Contains(draft.TrusteeId))
            return IdentityErrors.NotFound("user", draft.TrusteeId);
        if (draft.ExpiresAt <= state.Time)
            return IdentityErrors.Invalid($"The expiry {TimeKind.Format(draft.ExpiresAt.Value, "Z")} is over already.");
        if (draft.OnProjectId is null != (wanted.Count == 0))
            return IdentityErrors.Invalid("A trust names both a project and the roles that it passes on there, or neither.");
        var held = draft.OnProjectId is { } project ? state.RolesOf(draft.TrustorId, TargetKind.Project, project) : [];
        var roleIds = new List<string>();
        foreach (var reference in wanted)
        {
            if (reference.Find(state) is not { } role)
                return IdentityErrors.NotFound("role", reference.ToString());
            if (!held.Contains(role))
                return IdentityErrors.Forbidden($"The trustor {draft.TrustorId} does not have the role {role.Id} on the project {draft.OnProjectId}.");
            roleIds.Add(role.Id);
        }
        var trust = draft with { RoleIds = roleIds.Distinct().ToEquatableList() };
        state.Insert(TrustTable.Table, trust);
        return trust;
    }

    /// <summary>A trust is deleted without further ado: its tokens die with it.</summary>
    private sealed class TrustRules : IResourceRules<Trust>;
}
