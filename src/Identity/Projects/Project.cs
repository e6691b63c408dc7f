using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.Rest;

namespace Naru.Identity.Projects;

/// <summary>A project, or a domain: a domain is a project at the root of a tree that also owns users, groups and roles.</summary>
public sealed record Project : IdentityResource, ITagged
{
    public string Name { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>Null for a domain itself.</summary>
    public string? DomainId { get; init; }

    /// <summary>The project above it; the domain for those at the top, null for a domain itself.</summary>
    public string? ParentId { get; init; }

    public bool IsDomain { get; init; }

    public bool Enabled { get; init; } = true;

    public EquatableList<string> Tags { get; init; }

    /// <summary>A JSON object, such as <c>{"immutable": true}</c>.</summary>
    public string Options { get; init; } = "{}";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EquatableListJson<string>), typeof(EquatableListJson<Rest.Declarations.ExtraAttribute>)])]
[JsonSerializable(typeof(Project))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Rest.Declarations.ExtraAttribute))]
internal sealed partial class ProjectJson : JsonSerializerContext;
