using System.Text.Json.Serialization;
using Naru.Primitives;

namespace Naru.Identity.Catalog;

/// <summary>A service of the cloud, such as the one of type <c>network</c>.</summary>
public sealed record Service : IdentityResource
{
    public string Type { get; init; } = "";

    public string? Name { get; init; }

    public string? Description { get; init; }

    public bool Enabled { get; init; } = true;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EquatableListJson<Rest.Declarations.ExtraAttribute>)])]
[JsonSerializable(typeof(Service))]
[JsonSerializable(typeof(Endpoint))]
[JsonSerializable(typeof(Region))]
[JsonSerializable(typeof(Rest.Declarations.ExtraAttribute))]
internal sealed partial class CatalogJson : JsonSerializerContext;
