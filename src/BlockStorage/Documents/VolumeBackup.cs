using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Documents;

/// <summary>What a volume held at one moment, kept somewhere else.</summary>
public sealed record VolumeBackup : IDocument
{
    public const string Creating = "creating";
    public const string Available = "available";
    public const string Restoring = "restoring";
    public const string Deleting = "deleting";
    public const string Error = "error";
    public const string ErrorDeleting = "error_deleting";

    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public string UserId { get; init; } = "";

    public required string VolumeId { get; init; }

    public string? SnapshotId { get; init; }

    /// <summary>The backup that has what did not change since; null: it has everything itself.</summary>
    public string? ParentId { get; init; }

    /// <summary>Under what name its bytes are kept; not its id when it was imported.</summary>
    public required string StoredAs { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Container { get; init; }

    /// <summary>Of the volume, in GiB.</summary>
    public int Size { get; init; }

    public required string Status { get; init; }

    /// <summary>How many pieces it has itself.</summary>
    public int ObjectCount { get; init; }

    public string? FailReason { get; init; }

    public string? AvailabilityZone { get; init; }

    public EquatableList<Entry> Metadata { get; init; }

    /// <summary>What was said of the volume, for the one that is made of the backup.</summary>
    public string? TypeId { get; init; }

    public bool IsBootable { get; init; }

    public EquatableList<Entry> VolumeMetadata { get; init; }

    public EquatableList<Entry> ImageMetadata { get; init; }

    /// <summary>When the bytes were as it has them.</summary>
    public DateTimeOffset? DataAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}
