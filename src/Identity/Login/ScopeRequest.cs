using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Values;

namespace Naru.Identity.Login;

/// <summary>The scope that a login asks for.</summary>
internal abstract record ScopeRequest
{
    private static readonly ScopeRequest None = new NoScopeRequest();

    public static Result<ScopeRequest> Read(JsonElement auth)
    {
        if (!auth.TryGetProperty("scope", out var scope) || scope.ValueKind is JsonValueKind.Null)
            return None;
        if (scope.ValueKind is JsonValueKind.String && scope.ValueEquals("unscoped"))
            return new UnscopedRequest();
        if (scope.ValueKind is not JsonValueKind.Object)
            return IdentityErrors.Invalid("'scope' is neither an object nor 'unscoped'");
        if (scope.TryGetProperty("unscoped", out _))
            return new UnscopedRequest();
        if (scope.TryGetProperty("project", out var project))
            return NamedReference.Read(project, "project").Map(ScopeRequest (named) => new ProjectScopeRequest(named));
        if (scope.TryGetProperty("domain", out var domain))
            return NamedReference.ReadDomain(domain).Map(ScopeRequest (named) => new DomainScopeRequest(named));
        if (scope.TryGetProperty("OS-TRUST:trust", out var trust))
            return trust.Text("id").Map(ScopeRequest (id) => new TrustScopeRequest(id));
        if (scope.TryGetProperty("system", out var system))
        {
            return system.ValueKind is JsonValueKind.Object && system.TryGetProperty("all", out var all) && FlagKind.TryParse(all.ToString(), out var whole) && whole
                ? new SystemScopeRequest()
                : IdentityErrors.Invalid("'system' must be {\"all\": true}");
        }
        return IdentityErrors.Invalid("'scope' names none of project, domain, system, OS-TRUST:trust, unscoped");
    }
}

/// <summary>Nothing was said: the user's default project if there is one.</summary>
internal sealed record NoScopeRequest : ScopeRequest;

internal sealed record UnscopedRequest : ScopeRequest;

internal sealed record SystemScopeRequest : ScopeRequest;

internal sealed record ProjectScopeRequest(NamedReference Project) : ScopeRequest;

internal sealed record DomainScopeRequest(NamedReference Domain) : ScopeRequest;

internal sealed record TrustScopeRequest(string TrustId) : ScopeRequest;
