using Naru.Primitives;

namespace Naru.Images.Metadefs;

/// <summary>Properties that belong together.</summary>
/// <param name="Required">Names of properties that a resource has if it has any of them.</param>
/// <param name="Properties">The definitions by name: the JSON object of the API; null: none were given.</param>
public sealed record MetadefObject(
    string Name, string? Description, EquatableList<string> Required, string? Properties, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt) : IMetadef;
