using System.Text.Json.Serialization;
using Naru.Primitives;

namespace Naru.Identity.Trusts;

/// <summary>A user (the trustor) lets another (the trustee) act on a project with some of the trustor's roles there.</summary>
public sealed record Trust : IdentityResource
{
    public string TrustorId { get; init; } = "";

    public string TrusteeId { get; init; } = "";

    public string? OnProjectId { get; init; }

    /// <summary>Tokens of the trust name the trustor as their user.</summary>
    public bool Impersonation { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How many more tokens the trust gives; null: any number.</summary>
    public long? RemainingUses { get; init; }

    public EquatableList<string> RoleIds { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EquatableListJson<string>), typeof(EquatableListJson<Rest.Declarations.ExtraAttribute>)])]
[JsonSerializable(typeof(Trust))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Rest.Declarations.ExtraAttribute))]
internal sealed partial class TrustJson : JsonSerializerContext;
