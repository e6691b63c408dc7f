using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Documents;

/// <summary>A kind of groups of volumes.</summary>
public sealed record GroupType : IDocument
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public bool IsPublic { get; init; }

    public EquatableList<Entry> Specs { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
