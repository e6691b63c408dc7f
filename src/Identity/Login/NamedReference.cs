using System.Text.Json;
using Naru.Primitives;

namespace Naru.Identity.Login;

/// <summary>A user or project as a login names it: by id, or by name and domain; a domain by id or name.</summary>
internal sealed record NamedReference(string? Id, string? Name, NamedReference? Domain)
{
    /// <param name="what">What it is called in the error.</param>
    public static Result<NamedReference> Read(JsonElement json, string what)
    {
        if (json.TextOrNull("id") is { } id)
            return new NamedReference(id, null, null);
        if (json.TextOrNull("name") is not { } name)
            return IdentityErrors.Invalid($"Expecting to find id or name in {what}. The server could not comply with the request since it is either malformed or otherwise incorrect.");
        if (json.TryGetProperty("domain", out var domain) && domain.ValueKind is JsonValueKind.Object)
            return ReadDomain(domain).Map(found => new NamedReference(null, name, found));
        return IdentityErrors.Invalid($"Expecting to find domain in {what}. The server could not comply with the request since it is either malformed or otherwise incorrect.");
    }

    public static Result<NamedReference> ReadDomain(JsonElement json) => (json.TextOrNull("id"), json.TextOrNull("name")) switch
    {
        (null, null) => IdentityErrors.Invalid("Expecting to find id or name in domain. The server could not comply with the request since it is either malformed or otherwise incorrect."),
        var (id, name) => new NamedReference(id, id is null ? name : null, null),
    };
}
