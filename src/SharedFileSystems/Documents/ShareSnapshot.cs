using Naru.Primitives;
using Naru.State;

namespace Naru.SharedFileSystems.Documents;

/// <summary>A share as it was at one moment.</summary>
public sealed record ShareSnapshot : IDocument
{
    public required string Id { get; init; }

    public required string ShareId { get; init; }

    /// <summary>Names the storage and the UUID of the file system in it.</summary>
    public required string InstanceId { get; init; }

    public required string ProjectId { get; init; }

    public string? UserId { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>In GiB.</summary>
    public int Size { get; init; }

    public required string Protocol { get; init; }

    public required string Status { get; init; }

    public EquatableList<NameValue> Metadata { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The snapshot of a group that it belongs to; such ones are in no list of snapshots.</summary>
    public string? GroupSnapshotId { get; init; }

    public ShareWork Work { get; init; }

    public bool IsStored { get; init; }

    /// <summary>The name of what is taken over.</summary>
    public string? WorkSource { get; init; }

    /// <summary>Clients may mount it, if a rule lets them.</summary>
    public bool IsMountable { get; init; }

    /// <inheritdoc cref="Share.ShareServerId"/>
    public string? ShareServerId { get; init; }

    public required string ExportLocationId { get; init; }

    /// <inheritdoc cref="Share.ExportNumber"/>
    public int ExportNumber { get; init; }
}
