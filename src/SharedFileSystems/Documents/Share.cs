using Naru.Primitives;
using Naru.State;

namespace Naru.SharedFileSystems.Documents;

/// <summary>A shared file system: what is wanted of it, and what was observed. It has one instance, which is its storage.</summary>
public sealed record Share : IDocument
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public string? UserId { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>In GiB.</summary>
    public int Size { get; init; }

    public required string Protocol { get; init; }

    public required string Status { get; init; }

    public string? TypeId { get; init; }

    /// <summary>Names the storage and the UUID of the file system in it.</summary>
    public required string InstanceId { get; init; }

    public string? Host { get; init; }

    public string? AvailabilityZone { get; init; }

    /// <summary>The snapshot that it was made from.</summary>
    public string? SnapshotId { get; init; }

    public string? ShareNetworkId { get; init; }

    /// <summary>What exports it in its share network; null: the host does, at its own address.</summary>
    public string? ShareServerId { get; init; }

    public string? GroupId { get; init; }

    public string? GroupSnapshotMemberId { get; init; }

    public bool IsPublic { get; init; }

    public EquatableList<NameValue> Metadata { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public string? TaskState { get; init; }

    public bool IsSoftDeleted { get; init; }

    public DateTimeOffset? ScheduledToBeDeletedAt { get; init; }

    /// <summary>It was asked for in a version that did not know zones of types.</summary>
    public bool IgnoresZonesOfType { get; init; }

    public bool HasSnapshotSupport { get; init; }

    public bool HasCreateFromSnapshotSupport { get; init; }

    public bool HasRevertSupport { get; init; }

    public bool HasMountSnapshotSupport { get; init; }

    public ShareWork Work { get; init; }

    /// <summary>The storage is as <see cref="Work"/> wants it; what lacks is that it is exported again.</summary>
    public bool IsWorkDone { get; init; }

    /// <summary>In GiB: the size that <see cref="Work"/> leads to.</summary>
    public int WorkSize { get; init; }

    /// <summary>The snapshot that <see cref="Work"/> goes back to, or the path that is taken over.</summary>
    public string? WorkSource { get; init; }

    /// <summary>There is storage.</summary>
    public bool IsStored { get; init; }

    /// <summary>Where clients find it, once it is exported.</summary>
    public string? ExportPath { get; init; }

    public required string ExportLocationId { get; init; }

    /// <summary>Names the export to the NFS server, from 1; part of the file handles that clients hold.</summary>
    public int ExportNumber { get; init; }

    /// <summary>Clients lose it for as long as its storage is exchanged.</summary>
    /// <param name="interrupts">The work for which they do.</param>
    public bool IsWithdrawn(Func<ShareWork, bool> interrupts) => !IsWorkDone && interrupts(Work);
}
