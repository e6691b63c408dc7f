using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Identity.Roles;

/// <summary>Which roles imply which: <c>/roles/{id}/implies/{id}</c> and <c>/role_inferences</c>.</summary>
internal static class ImpliedRoleEndpoints
{
    public static void MapImpliedRoles(this IdentityApi identity, IEndpointRouteBuilder routes)
    {
        const string All = "roles/{prior_id}/implies";
        const string One = "roles/{prior_id}/implies/{implied_id}";
        var api = identity.Api;
        api.Policies.Default("list_implied_roles", IdentityPolicies.SystemRead);
        api.Policies.Default("get_implied_role", IdentityPolicies.SystemRead);
        api.Policies.Default("check_implied_role", IdentityPolicies.SystemRead);
        api.Policies.Default("list_role_inference_rules", IdentityPolicies.SystemRead);
        api.Policies.Default("create_implied_role", IdentityPolicies.Admin);
        api.Policies.Default("delete_implied_role", IdentityPolicies.Admin);

        api.Map(routes, HttpMethods.Get, All, request => identity.Allow(request, "list_implied_roles")
            .Then(_ => FindRole(request.State, request.Route("prior_id")))
            .Map(prior => Reply.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartObject("role_inference");
                WriteInference(writer, request, prior);
                writer.WriteEndObject();
                IdentityApi.WriteListLinks(writer, request);
                writer.WriteEndObject();
            })));
        api.Map(routes, HttpMethods.Get, "role_inferences", request => identity.Allow(request, "list_role_inference_rules").Map(_ => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("role_inferences");
            foreach (var prior in ImpliedRoleTable.ByPrior.KeysIn(request.State).Select(request.State.In(RoleTable.Table).Find).OfType<Role>())
            {
                writer.WriteStartObject();
                WriteInference(writer, request, prior);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            IdentityApi.WriteListLinks(writer, request);
            writer.WriteEndObject();
        })));
        api.Map(routes, HttpMethods.Get, One, request => identity.Allow(request, "get_implied_role")
            .Then(_ => FindRule(request.State, request))
            .Map(pair => ShowOne(request, pair, StatusCodes.Status200OK)));
        api.Map(routes, HttpMethods.Head, One, request => identity.Allow(request, "check_implied_role")
            .Then(_ => FindRule(request.State, request))
            .Map(_ => Reply.NoContent));
        api.Map(routes, HttpMethods.Put, One, async request =>
        {
            if (!identity.Allow(request, "create_implied_role").TryGet(out _, out var error))
                return error;
            return (await api.Store.WriteAsync(request.Write, state => Create(state, request)))
                .Map(pair => ShowOne(request, pair, StatusCodes.Status201Created));
        });
        api.Map(routes, HttpMethods.Delete, One, async request =>
        {
            if (!identity.Allow(request, "delete_implied_role").TryGet(out _, out var error))
                return error;
            var written = await api.Store.WriteAsync(request.Write, state => FindRule(state, request).Map(pair =>
            {
                state.Delete(ImpliedRoleTable.Table, ImpliedRole.IdOf(pair.Prior.Id, pair.Implied.Id));
                return default(Done);
            }));
            return written.Map(_ => Reply.NoContent);
        });

        Reply ShowOne(ApiRequest request, (Role Prior, Role Implied) pair, int status) => Reply.Json(
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartObject("role_inference");
                writer.WritePropertyName("prior_role");
                WriteRole(writer, request, pair.Prior);
                writer.WritePropertyName("implies");
                WriteRole(writer, request, pair.Implied);
                writer.WriteEndObject();
                IdentityApi.WriteListLinks(writer, request);
                writer.WriteEndObject();
            },
            status);

        void WriteInference(Utf8JsonWriter writer, ApiRequest request, Role prior)
        {
            writer.WritePropertyName("prior_role");
            WriteRole(writer, request, prior);
            writer.WriteStartArray("implies");
            foreach (var implied in ImpliedRoleTable.ByPrior.Of(request.State, prior.Id)
                .Select(rule => request.State.In(RoleTable.Table).Find(rule.ImpliedId))
                .OfType<Role>())
            {
                WriteRole(writer, request, implied);
            }
            writer.WriteEndArray();
        }

        void WriteRole(Utf8JsonWriter writer, ApiRequest request, Role role)
        {
            writer.WriteStartObject();
            writer.WriteString("id", role.Id);
            writer.WriteString("name", role.Name);
            writer.WriteStartObject("links");
            writer.WriteString("self", identity.Url(request, $"roles/{role.Id}"));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
    }

    private static Result<(Role Prior, Role Implied)> Create(Transaction state, ApiRequest request)
    {
        if (!FindPair(state, request).TryGet(out var pair, out var error))
            return error;
        if (pair.Prior.DomainId is null && pair.Implied.DomainId is not null)
            return IdentityErrors.Forbidden($"{pair.Prior.Id} is a global role and cannot imply {pair.Implied.Id}, which belongs to a domain.");
        if (pair.Implied is { Name: "admin", DomainId: null })
            return IdentityErrors.Forbidden($"The role {pair.Implied.Id} (admin) cannot be implied by another role.");
        var rule = new ImpliedRole(pair.Prior.Id, pair.Implied.Id);
        if (!state.In(ImpliedRoleTable.Table).Contains(rule.Id))
            state.Insert(ImpliedRoleTable.Table, rule);
        return pair;
    }

    private static Result<(Role Prior, Role Implied)> FindRule(IStateReader state, ApiRequest request) => FindPair(state, request).Then<(Role, Role)>(pair =>
        state.In(ImpliedRoleTable.Table).Contains(ImpliedRole.IdOf(pair.Prior.Id, pair.Implied.Id))
            ? pair
            : Error.NotFound("NotFound", $"{pair.Prior.Id} does not imply {pair.Implied.Id}"));

    private static Result<(Role Prior, Role Implied)> FindPair(IStateReader state, ApiRequest request) =>
        FindRole(state, request.Route("prior_id")).Then(prior => FindRole(state, request.Route("implied_id")).Map(implied => (prior, implied)));

    private static Result<Role> FindRole(IStateReader state, string id) =>
        state.In(RoleTable.Table).Find(id) is { } role ? role : IdentityErrors.NotFound("role", id);
}
