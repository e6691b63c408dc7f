using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.Rest;

namespace Naru.Identity.AccessRules;

/// <summary>A request that an application credential may make.</summary>
public sealed record AccessRule : IdentityResource, IChildResource
{
    public string UserId { get; init; } = "";

    /// <summary>The type of the service, such as <c>compute</c>.</summary>
    public string Service { get; init; } = "";

    /// <summary>A path in which <c>*</c> and <c>{name}</c> stand for one segment and <c>**</c> for any number.</summary>
    public string Path { get; init; } = "";

    public string Method { get; init; } = "";

    public IChildResource WithParent(string parentId) => this with { UserId = parentId };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(EquatableListJson<Rest.Declarations.ExtraAttribute>)])]
[JsonSerializable(typeof(AccessRule))]
[JsonSerializable(typeof(Rest.Declarations.ExtraAttribute))]
internal sealed partial class AccessRuleJson : JsonSerializerContext;
