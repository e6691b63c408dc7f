using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Documents;

/// <summary>What a volume held at one moment.</summary>
public sealed record VolumeSnapshot : IDocument
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public string UserId { get; init; } = "";

    public required string VolumeId { get; init; }

    /// <summary>The type of the volume when it was taken.</summary>
    public string? TypeId { get; init; }

    public string? GroupSnapshotId { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Of the volume when it was taken, in GiB.</summary>
    public int Size { get; init; }

    public required string Status { get; init; }

    /// <summary>Such as <c>100%</c>.</summary>
    public string Progress { get; init; } = "";

    public EquatableList<Entry> Metadata { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}
