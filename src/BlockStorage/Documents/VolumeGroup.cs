using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Documents;

/// <summary>Volumes of which snapshots are taken together.</summary>
public sealed record VolumeGroup : IDocument
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public string UserId { get; init; } = "";

    public string? Name { get; init; }

    public string? Description { get; init; }

    public required string TypeId { get; init; }

    /// <summary>The types that its volumes may have.</summary>
    public EquatableList<string> VolumeTypes { get; init; }

    public required string AvailabilityZone { get; init; }

    public required string Status { get; init; }

    /// <summary>What it was made of; null: of nothing.</summary>
    public string? GroupSnapshotId { get; init; }

    public string? SourceGroupId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
