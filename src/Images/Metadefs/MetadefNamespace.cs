using Naru.Primitives;
using Naru.State;

namespace Naru.Images.Metadefs;

/// <summary>A namespace of the catalog of metadata definitions, with all that is defined in it.</summary>
public sealed record MetadefNamespace : IDocument
{
    public string Id => Name;

    public required string Name { get; init; }

    public string? DisplayName { get; init; }

    public string? Description { get; init; }

    /// <summary><see cref="Documents.Visibility.Public"/> or <see cref="Documents.Visibility.Private"/>.</summary>
    public string Visibility { get; init; } = Documents.Visibility.Private;

    public bool IsProtected { get; init; }

    /// <summary>A project.</summary>
    public string? Owner { get; init; }

    public EquatableList<ResourceTypeAssociation> ResourceTypes { get; init; }

    public EquatableList<MetadefProperty> Properties { get; init; }

    public EquatableList<MetadefObject> Objects { get; init; }

    public EquatableList<MetadefTag> Tags { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
