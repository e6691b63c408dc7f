using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Documents;

/// <summary>A volume: what is said about it and which backend has its bytes.</summary>
public sealed record Volume : IDocument
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public string UserId { get; init; } = "";

    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>In GiB.</summary>
    public int Size { get; init; }

    /// <summary>One of <see cref="VolumeStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>What the status was before something that may be given up or fails.</summary>
    public string? PreviousStatus { get; init; }

    public string? TypeId { get; init; }

    public required string AvailabilityZone { get; init; }

    /// <summary>Which pool has its bytes, as <c>HOST@BACKEND#POOL</c>; null: none could be chosen.</summary>
    public string? Host { get; init; }

    /// <summary>What its bytes are encrypted with; null: they are not.</summary>
    public VolumeKey? Key { get; init; }

    public string? SnapshotId { get; init; }

    public string? SourceVolumeId { get; init; }

    /// <summary>The backup that it was restored from last.</summary>
    public string? BackupId { get; init; }

    public string? GroupId { get; init; }

    public bool IsBootable { get; init; }

    public bool IsMultiattach { get; init; }

    /// <summary>Whether it may only be attached to be read; null: nobody has said.</summary>
    public bool? IsReadOnly { get; init; }

    /// <summary>How it was attached last: <c>rw</c> or <c>ro</c>; null before.</summary>
    public string? AttachedMode { get; init; }

    public string? MigrationStatus { get; init; }

    public EquatableList<Entry> Metadata { get; init; }

    /// <summary>What is known of the image that its bytes came from.</summary>
    public EquatableList<Entry> ImageMetadata { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public bool Is(params ReadOnlySpan<string> statuses) => statuses.Contains(Status);
}
