using System.Text.Json;
using Naru.Primitives;

namespace Naru.Identity.Login;

/// <summary>The body of <c>POST /auth/tokens</c>.</summary>
internal sealed record LoginRequest
{
    public required IReadOnlyList<LoginMethod> Methods { get; init; }

    public required ScopeRequest Scope { get; init; }

    public static Result<LoginRequest> Read(JsonElement body)
    {
        if (!body.Object("auth").TryGet(out var auth, out var error) || !auth.Object("identity").TryGet(out var identity, out error))
            return error;
        if (!identity.TryGetProperty("methods", out var names) || names.ValueKind is not JsonValueKind.Array)
            return IdentityErrors.Invalid("'methods' is a required property: expected a list such as [\"password\"]");
        var methods = new List<LoginMethod>();
        foreach (var name in names.EnumerateArray())
        {
            if (name.ValueKind is not JsonValueKind.String)
                return IdentityErrors.Invalid("'methods' has an item that is not of type 'string'");
            if (!LoginMethod.Read(identity, name.GetString()!).TryGet(out var method, out error))
                return error;
            methods.Add(method);
        }
        if (methods.Count == 0)
            return IdentityErrors.Unauthenticated;
        return ScopeRequest.Read(auth).Map(scope => new LoginRequest { Methods = methods, Scope = scope });
    }
}
