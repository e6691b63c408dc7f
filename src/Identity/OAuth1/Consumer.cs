using System.Text.Json.Serialization;
using Naru.Primitives;

namespace Naru.Identity.OAuth1;

/// <summary>A program that was registered as a consumer of OAuth 1.0a (RFC 5849).</summary>
public sealed record Consumer : IdentityResource
{
    public string? Description { get; init; }

    /// <summary>What the consumer signs its requests with; shown when it is made and never again.</summary>
    public string Secret { get; init; } = "";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EquatableListJson<Rest.Declarations.ExtraAttribute>)])]
[JsonSerializable(typeof(Consumer))]
[JsonSerializable(typeof(Rest.Declarations.ExtraAttribute))]
internal sealed partial class ConsumerJson : JsonSerializerContext;
