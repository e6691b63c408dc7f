using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Identity.Assignments;
using Naru.Identity.Catalog;
using Naru.Identity.Login;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.OpenApi;
using Naru.Rest.Values;

namespace Naru.Identity.Tokens;

/// <summary><c>/auth/tokens</c> and what a token can be used for: <c>/auth/catalog</c>, <c>/auth/projects</c>, <c>/auth/domains</c>, <c>/auth/system</c>.</summary>
internal static class TokenEndpoints
{
    private const string Path = "auth/tokens";
    private const string Own = "role:admin or role:service or (role:reader and system_scope:all) or user_id:%(user_id)s";
    private const string OwnOrAdmin = "role:admin or user_id:%(user_id)s";

    public static void MapTokens(this IdentityApi identity, IEndpointRouteBuilder routes, TokenAuthority authority, LoginDesk desk)
    {
        var api = identity.Api;
        api.Policies.Default("validate_token", Own);
        api.Policies.Default("check_token", Own);
        api.Policies.Default("revoke_token", OwnOrAdmin);

        api.Describe(HttpMethods.Post, Path, new ActionDescription("Log in") { Wrapper = "auth" }
            .With("identity", Kinds.Json).With("scope", Kinds.Json));
        api.MapOpen(routes, HttpMethods.Post, Path, async request =>
        {
            if (!(await request.BodyAsync()).TryGet(out var body, out var error)
                || !LoginRequest.Read(body).TryGet(out var login, out error)
                || !(await desk.LogInAsync(login, request.Http.RequestAborted)).TryGet(out var token, out error))
            {
                return error;
            }
            return Show(request, token, StatusCodes.Status201Created, authority.Encode(token.Payload));
        });
        api.Map(routes, HttpMethods.Get, Path, request =>
            Subject(request, "validate_token").Map(token => Show(request, token, StatusCodes.Status200OK, SubjectText(request))));
        api.Map(routes, HttpMethods.Head, Path, request =>
            Subject(request, "check_token").Map(_ => new Reply(StatusCodes.Status200OK, null)));
        api.Map(routes, HttpMethods.Delete, Path, async request =>
        {
            if (!Subject(request, "revoke_token").TryGet(out var token, out var error))
                return error;
            var written = await api.Store.WriteAsync(request.Write, state =>
            {
                state.Revoke(token.Payload);
                return Done.Ok;
            });
            return written.Map(_ => Reply.NoContent);
        });

        api.Map(routes, HttpMethods.Get, "auth/catalog", request => Used(request).Then<Reply>(token => token.Project is null
            ? IdentityErrors.Forbidden("A project-scoped token is required to produce a service catalog.")
            : Reply.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName("catalog");
                CatalogWriter.Write(writer, request.State, token);
                IdentityApi.WriteListLinks(writer, request);
                writer.WriteEndObject();
            })));
        api.Map(routes, HttpMethods.Get, "auth/projects", request =>
            identity.Projects.Many(request, request.State.ProjectsOf(request.Caller.UserId)));
        api.Map(routes, HttpMethods.Get, "auth/domains", request =>
            identity.Domains.Many(request, request.State.DomainsOf(request.Caller.UserId)));
        api.Map(routes, HttpMethods.Get, "auth/system", Result<Reply> (request) => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("system");
            if (!request.State.RolesOf(request.Caller.UserId, TargetKind.System, Assignment.SystemTarget).IsEmpty)
            {
                writer.WriteStartObject();
                writer.WriteBoolean("all", true);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            IdentityApi.WriteListLinks(writer, request);
            writer.WriteEndObject();
        }));

        // The token that the request is about: one that does not hold does not exist.
        Result<ValidToken> Subject(ApiRequest request, string rule)
        {
            if (!authority.Validate(request.State, SubjectText(request)).TryGet(out var token, out _))
                return IdentityErrors.NotFound("token", "it is unknown, expired or revoked");
            return identity.Allow(request, rule, ("user_id", token.User.Id)).Map(_ => token);
        }

        // The token that the request is made with, which was checked just now.
        Result<ValidToken> Used(ApiRequest request) =>
            authority.Validate(request.State, request.Http.Request.Headers["X-Auth-Token"].ToString());
    }

    private static string SubjectText(ApiRequest request) => request.Http.Request.Headers["X-Subject-Token"].ToString();

    private static Reply Show(ApiRequest request, ValidToken token, int status, string text)
    {
        var withCatalog = !request.Http.Request.Query.ContainsKey("nocatalog");
        return Reply.Json(writer => TokenDocument.Write(writer, request.State, token, withCatalog), status) with
        {
            Headers = [KeyValuePair.Create("X-Subject-Token", text), KeyValuePair.Create("Vary", "X-Auth-Token")],
        };
    }
}
