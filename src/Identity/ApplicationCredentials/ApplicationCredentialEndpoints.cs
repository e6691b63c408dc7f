using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Identity.AccessRules;
using Naru.Identity.Assignments;
using Naru.Identity.Passwords;
using Naru.Identity.Roles;
using Naru.Identity.Users;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.Rest.Endpoints;
using Naru.Rest.Parsing;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Identity.ApplicationCredentials;

/// <summary>Application credentials and access rules; a new credential answers with its secret, which nobody can ask for again.</summary>
internal static class ApplicationCredentialEndpoints
{
    private const string RestrictedMessage =
        "Using method 'application_credential' is not allowed for managing additional application credentials.";

    private static readonly TextKind Secret = Kinds.Text(4096, min: 1);
    private static readonly ListKind<AccessRule> AccessRules = new(AccessRuleKind.Instance, maxItems: 64);

    public static void MapApplicationCredentials(this IdentityApi identity, IEndpointRouteBuilder routes, PasswordChecker passwords)
    {
        var api = identity.Api;
        var definition = ApplicationCredentialResource.Definition;
        var endpoints = ResourceEndpoints<ApplicationCredential>.Map(routes, api, definition, new ApplicationCredentialRules());
        ResourceEndpoints<AccessRule>.Map(routes, api, AccessRuleResource.Definition, new AccessRuleRules());

        api.Map(routes, HttpMethods.Post, definition.Path, async request =>
        {
            var userId = request.Route("user_id");
            if (!identity.Allow(request, "create_application_credential", ("user_id", userId)).TryGet(out _, out var error)
                || !(await request.BodyAsync()).TryGet(out var body, out error)
                || !ResourceParser.Unwrap(body, definition.Singular).TryGet(out var json, out error)
                || !ResourceParser.Read(definition, json, definition.Blank(), Access.Create, strict: false).TryGet(out var read, out error)
                || !ReadSecret(json).TryGet(out var secret, out error)
                || !RoleReference.ReadList(json).TryGet(out var roles, out error)
                || !ReadAccessRules(json).TryGet(out var rules, out error))
            {
                return error;
            }
            var draft = read.Resource with { UserId = userId, SecretHash = await passwords.HashAsync(secret, request.Http.RequestAborted) };
            var written = await api.Store.WriteAsync(request.Write, state => Create(state, request.Caller, draft, roles, rules));
            return written.Map(credential => Reply.Json(
                writer =>
                {
                    writer.WriteStartObject();
                    writer.WritePropertyName(definition.Singular);
                    endpoints.View.Write(writer, api.Store.Current, request.Caller, credential, null,
                        identity.Url(request, $"users/{userId}/{definition.Plural}"), inner => inner.WriteString("secret", secret));
                    writer.WriteEndObject();
                },
                StatusCodes.Status201Created));
        });
    }

    private static Result<ApplicationCredential> Create(
        Transaction state, Caller caller, ApplicationCredential draft, IReadOnlyList<RoleReference> wanted, EquatableList<AccessRule>? rules)
    {
        if (caller.IsRestricted)
            return IdentityErrors.Forbidden(RestrictedMessage);
        if (caller.ProjectId.Length == 0)
            return IdentityErrors.Invalid("An application credential is for one project: use a token that is scoped to it.");
        if (state.In(UserTable.Table).Find(draft.UserId) is not { } user)
            return IdentityErrors.NotFound("user", draft.UserId);
        if (state.FindApplicationCredentialByName(user.Id, draft.Name) is not null)
            return IdentityErrors.Duplicate("application_credential", $"Duplicate entry found with name {draft.Name}");
        if (draft.ExpiresAt <= state.Time)
            return IdentityErrors.Invalid($"The expiry {TimeKind.Format(draft.ExpiresAt.Value, "Z")} is over already.");

        var held = state.RolesOf(user.Id, TargetKind.Project, caller.ProjectId);
        var roleIds = new List<string>();
        foreach (var reference in wanted)
        {
            if (reference.Find(state) is not { } role || !held.Contains(role))
                return Error.NotFound("NotFound", $"Could not find role assignment with role: {reference}, user or group: {user.Id}, project, domain, or system: {caller.ProjectId}.");
            roleIds.Add(role.Id);
        }
        if (wanted.Count == 0)
            roleIds.AddRange(held.Select(role => role.Id));

        if (!KeepAccessRules(state, user.Id, rules).TryGet(out var ruleIds, out var error))
            return error;
        var credential = draft with { OnProjectId = caller.ProjectId, RoleIds = roleIds.Distinct().ToEquatableList(), AccessRuleIds = ruleIds };
        state.Insert(ApplicationCredentialTable.Table, credential);
        return credential;
    }

    // A user has each rule once, however many credentials use it.
    private static Result<EquatableList<string>?> KeepAccessRules(Transaction state, string userId, EquatableList<AccessRule>? rules)
    {
        if (rules is not { } given)
            return default(EquatableList<string>?);
        var ids = new List<string>();
        foreach (var rule in given)
        {
            var same = rule.Id.Length > 0
                ? state.In(AccessRuleTable.Table).Find(rule.Id) is { } named && named.UserId == userId ? named : null
                : AccessRuleTable.ByUser.Of(state, userId).FirstOrDefault(other =>
                    other.Service == rule.Service && other.Path == rule.Path && other.Method == rule.Method);
            if (same is null && rule.Id.Length > 0)
                return IdentityErrors.NotFound("access rule", rule.Id);
            if (same is null)
            {
                same = rule with { Id = IdentityResource.NewId(), UserId = userId };
                state.Insert(AccessRuleTable.Table, same);
            }
            ids.Add(same.Id);
        }
        return ids.Distinct().ToEquatableList();
    }

    private static Result<string> ReadSecret(JsonElement json)
    {
        if (!json.TryGetProperty("secret", out var secret) || secret.ValueKind is JsonValueKind.Null)
            return Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(64));
        return Secret.Read(secret).TryGet(out var text, out var error) ? text : IdentityErrors.Invalid($"Invalid input for secret: {error.Message}.");
    }

    private static Result<EquatableList<AccessRule>?> ReadAccessRules(JsonElement json)
    {
        if (!json.TryGetProperty("access_rules", out var rules) || rules.ValueKind is JsonValueKind.Null)
            return default(EquatableList<AccessRule>?);
        return AccessRules.Read(rules).TryGet(out var read, out var error) ? read : IdentityErrors.Invalid($"Invalid input for access_rules: {error.Message}.");
    }

    /// <summary>Deleting needs no more than the policy, except that a restricted credential manages no others.</summary>
    private sealed class ApplicationCredentialRules : IResourceRules<ApplicationCredential>
    {
        public Result<Done> Deleting(Transaction state, Caller caller, ApplicationCredential resource) =>
            caller.IsRestricted ? IdentityErrors.Forbidden(RestrictedMessage) : Done.Ok;
    }
}
