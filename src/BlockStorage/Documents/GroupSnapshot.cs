using Naru.State;

namespace Naru.BlockStorage.Documents;

/// <summary>Snapshots of all volumes of a group.</summary>
public sealed record GroupSnapshot : IDocument
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public required string GroupId { get; init; }

    public required string TypeId { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public required string Status { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
