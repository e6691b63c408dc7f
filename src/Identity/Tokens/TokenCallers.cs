using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Naru.Identity.AccessRules;
using Naru.Identity.ApplicationCredentials;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Identity.Tokens;

/// <summary>Knows callers by the header <c>X-Auth-Token</c>.</summary>
/// <remarks>
/// Runs for every request of every API, so what a token means is remembered until a table of Identity changes.
/// </remarks>
internal sealed class TokenCallers(Store store, TokenAuthority authority, IdentityOptions options, TimeProvider time) : ICallerResolver
{
    private const int MostRemembered = 20_000;

    private readonly IdentityVersion _version = new();
    private readonly ConcurrentDictionary<string, Known> _known = new();

    public ValueTask<Result<Caller>> ResolveAsync(HttpContext request) => ValueTask.FromResult(Resolve(request));

    private Result<Caller> Resolve(HttpContext request)
    {
        if (request.Request.Headers["X-Auth-Token"] is not [{ Length: > 0 } token])
            return IdentityErrors.Unauthenticated;
        var state = store.Current;
        var version = _version.Of(state);
        if (_known.TryGetValue(token, out var known) && ReferenceEquals(known.Version, version) && known.ExpiresAt > time.GetUtcNow())
            return known.Permits(request.Request, options) ? known.Caller : IdentityErrors.Unauthenticated;
        if (!authority.Validate(state, token).TryGet(out var valid, out var error))
        {
            _known.TryRemove(token, out _);
            return error;
        }
        if (_known.Count >= MostRemembered)
            _known.Clear();
        known = new Known(version, valid.ToCaller(), valid.Payload.ExpiresAt, RulesOf(state, valid.ApplicationCredential));
        _known[token] = known;
        return known.Permits(request.Request, options) ? known.Caller : IdentityErrors.Unauthenticated;
    }

    private static AccessRule[]? RulesOf(Snapshot state, ApplicationCredential? credential) =>
        credential?.AccessRuleIds is { } ids ? [.. ids.Select(state.In(AccessRuleTable.Table).Find).OfType<AccessRule>()] : null;

    /// <param name="Rules">The only requests that the token may make; null: any.</param>
    private sealed record Known(object Version, Caller Caller, DateTimeOffset ExpiresAt, AccessRule[]? Rules)
    {
        public bool Permits(HttpRequest request, IdentityOptions options)
        {
            if (Rules is null)
                return true;
            foreach (var service in options.Services)
            {
                if (request.Path.StartsWithSegments(service.Path, out var below))
                    return Array.Exists(Rules, rule => rule.Service == service.Type && rule.Method == request.Method && rule.Covers(below));
            }
            return false;
        }
    }
}
