using System.Text.Json.Serialization;
using Naru.Primitives;

namespace Naru.Identity.Limits;

/// <summary>How much of a resource every project gets unless it has a limit of its own.</summary>
public sealed record RegisteredLimit : IdentityResource
{
    public string ServiceId { get; init; } = "";

    public string? RegionId { get; init; }

    public string ResourceName { get; init; } = "";

    public long DefaultLimit { get; init; }

    public string? Description { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EquatableListJson<Rest.Declarations.ExtraAttribute>)])]
[JsonSerializable(typeof(RegisteredLimit))]
[JsonSerializable(typeof(Limit))]
[JsonSerializable(typeof(Rest.Declarations.ExtraAttribute))]
internal sealed partial class LimitJson : JsonSerializerContext;
