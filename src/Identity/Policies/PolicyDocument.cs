using System.Text.Json.Serialization;
using Naru.Primitives;

namespace Naru.Identity.Policies;

/// <summary>A policy that some service keeps here for itself. This program does not read it: its own rules come from its configuration.</summary>
public sealed record PolicyDocument : IdentityResource
{
    /// <summary>The media type of the blob.</summary>
    public string Type { get; init; } = "";

    public string Blob { get; init; } = "";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(EquatableListJson<Rest.Declarations.ExtraAttribute>)])]
[JsonSerializable(typeof(PolicyDocument))]
[JsonSerializable(typeof(Rest.Declarations.ExtraAttribute))]
internal sealed partial class PolicyDocumentJson : JsonSerializerContext;
