using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;

namespace Naru.Rest.Keystone;

/// <summary>Knows callers by tokens of a Keystone elsewhere, as keystonemiddleware does.</summary>
/// <remarks>
/// What Keystone said of a token is believed for <see cref="KeystoneOptions.TokenCacheSeconds"/>, also that it does not hold. A
/// token with access rules is not validated by Keystone for who does not announce to enforce them, and so is refused.
/// </remarks>
public sealed class KeystoneCallers(KeystoneSession keystone, TimeProvider time) : ICallerResolver
{
    private const int MostRemembered = 20_000;

    private static readonly Error Unauthenticated =
        new(ErrorKind.Unauthenticated, "Unauthorized", "The request you have made requires authentication.");

    private readonly ConcurrentDictionary<string, Known> _known = new();

    public Uri? IdentityUrl => keystone.Options.PublicUrl ?? keystone.Options.AuthUrl;

    public async ValueTask<Result<Caller>> ResolveAsync(HttpContext request)
    {
        if (request.Request.Headers["X-Auth-Token"] is not [{ Length: > 0 } token])
            return Unauthenticated;
        if (!_known.TryGetValue(token, out var known) || known.Until <= time.GetUtcNow())
        {
            if (!(await AskAsync(token, request.RequestAborted)).TryGet(out known, out var error))
                return error;
            if (_known.Count >= MostRemembered)
                _known.Clear();
            _known[token] = known;
        }
        return known.Caller is { } caller ? caller : Unauthenticated;
    }

    private async ValueTask<Result<Known>> AskAsync(string token, CancellationToken cancellation)
    {
        if (!(await keystone.ValidateAsync(token, cancellation)).TryGet(out var answer, out var error))
            return error;
        var until = time.GetUtcNow().AddSeconds(keystone.Options.TokenCacheSeconds);
        if (answer is null)
            return new Known(null, until);
        using (answer)
        {
            if (!answer.RootElement.TryGetProperty("token", out var document) || KeystoneSession.ExpiryOf(document) is not { } expires)
                return new Known(null, until);
            return new Known(Read(document), expires < until ? expires : until);
        }
    }

    private static Caller? Read(JsonElement token)
    {
        if (!TryObject(token, "user", out var user) || Text(user, "id") is not { Length: > 0 } userId)
            return null;
        TryObject(token, "project", out var project);
        TryObject(token, "domain", out var domain);
        TryObject(user, "domain", out var userDomain);
        TryObject(project, "domain", out var projectDomain);
        return new Caller
        {
            UserId = userId,
            UserName = Text(user, "name"),
            UserDomainId = Text(userDomain, "id"),
            ProjectId = Text(project, "id"),
            ProjectName = Text(project, "name"),
            ProjectDomainId = Text(projectDomain, "id"),
            DomainId = Text(domain, "id"),
            SystemScope = TryObject(token, "system", out var system) && system.TryGetProperty("all", out var all) && all.ValueKind is JsonValueKind.True
                ? "all"
                : null,
            Roles = token.TryGetProperty("roles", out var roles) && roles.ValueKind is JsonValueKind.Array
                ? roles.EnumerateArray().Select(role => Text(role, "name").ToLowerInvariant()).Where(name => name.Length > 0).ToEquatableList()
                : [],
            IsRestricted = TryObject(token, "application_credential", out var credential)
                && credential.TryGetProperty("restricted", out var restricted) && restricted.ValueKind is JsonValueKind.True,
        };
    }

    private static bool TryObject(JsonElement json, string name, out JsonElement member)
    {
        member = default;
        return json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out member) && member.ValueKind is JsonValueKind.Object;
    }

    private static string Text(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString()! : "";

    /// <param name="Caller">Null: the token does not hold.</param>
    private sealed record Known(Caller? Caller, DateTimeOffset Until);
}
