using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Identity.Tokens;

/// <summary>Knows callers by the header <c>X-Auth-Token</c>.</summary>
/// <remarks>
/// Runs for every request of every API, so what a token means is remembered until a table of Identity changes.
/// </remarks>
internal sealed class TokenCallers(Store store, TokenAuthority authority, TimeProvider time) : ICallerResolver
{
    private const int MostRemembered = 20_000;

    private readonly IdentityVersion _version = new();
    private readonly ConcurrentDictionary<string, Known> _known = new();

    public Result<Caller> Resolve(HttpContext request)
    {
        if (request.Request.Headers["X-Auth-Token"] is not [{ Length: > 0 } token])
            return IdentityErrors.Unauthenticated;
        var state = store.Current;
        var version = _version.Of(state);
        if (_known.TryGetValue(token, out var known) && ReferenceEquals(known.Version, version) && known.ExpiresAt > time.GetUtcNow())
            return known.Caller;
        if (!authority.Validate(state, token).TryGet(out var valid, out var error))
        {
            _known.TryRemove(token, out _);
            return error;
        }
        if (_known.Count >= MostRemembered)
            _known.Clear();
        var caller = valid.ToCaller();
        _known[token] = new Known(version, caller, valid.Payload.ExpiresAt);
        return caller;
    }

    private sealed record Known(object Version, Caller Caller, DateTimeOffset ExpiresAt);
}
