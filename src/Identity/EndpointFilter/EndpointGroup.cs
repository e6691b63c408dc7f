using System.Text.Json.Serialization;
using Naru.Primitives;

namespace Naru.Identity.EndpointFilter;

/// <summary>The endpoints that have certain attributes, so that projects can be given them together.</summary>
public sealed record EndpointGroup : IdentityResource
{
    public string Name { get; init; } = "";

    public string? Description { get; init; }

    /// <summary>Null: endpoints of any service.</summary>
    public string? ServiceId { get; init; }

    public string? RegionId { get; init; }

    public string? Interface { get; init; }

    public bool? Enabled { get; init; }

    public bool Has(Catalog.Endpoint endpoint) =>
        (ServiceId is null || endpoint.ServiceId == ServiceId)
        && (RegionId is null || endpoint.RegionId == RegionId)
        && (Interface is null || endpoint.Interface == Interface)
        && (Enabled is null || endpoint.Enabled == Enabled);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EquatableListJson<Rest.Declarations.ExtraAttribute>)])]
[JsonSerializable(typeof(EndpointGroup))]
[JsonSerializable(typeof(EndpointAssociation))]
[JsonSerializable(typeof(Rest.Declarations.ExtraAttribute))]
internal sealed partial class EndpointFilterJson : JsonSerializerContext;
