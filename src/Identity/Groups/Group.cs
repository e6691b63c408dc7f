using System.Text.Json.Serialization;
using Naru.Primitives;

namespace Naru.Identity.Groups;

/// <summary>Users that are given roles together.</summary>
public sealed record Group : IdentityResource
{
    public string Name { get; init; } = "";

    public string DomainId { get; init; } = "";

    public string Description { get; init; } = "";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(EquatableListJson<Rest.Declarations.ExtraAttribute>)])]
[JsonSerializable(typeof(Group))]
[JsonSerializable(typeof(Membership))]
[JsonSerializable(typeof(Rest.Declarations.ExtraAttribute))]
internal sealed partial class GroupJson : JsonSerializerContext;
