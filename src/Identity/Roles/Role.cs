using System.Text.Json.Serialization;
using Naru.Primitives;

namespace Naru.Identity.Roles;

/// <summary>A name that policies ask for. A role of a domain is only a bundle: tokens carry what it implies, not itself.</summary>
public sealed record Role : IdentityResource
{
    public string Name { get; init; } = "";

    /// <summary>Null for global roles.</summary>
    public string? DomainId { get; init; }

    public string? Description { get; init; }

    /// <summary>A JSON object, such as <c>{"immutable": true}</c>.</summary>
    public string Options { get; init; } = "{}";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EquatableListJson<Rest.Declarations.ExtraAttribute>)])]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(ImpliedRole))]
[JsonSerializable(typeof(Rest.Declarations.ExtraAttribute))]
internal sealed partial class RoleJson : JsonSerializerContext;
