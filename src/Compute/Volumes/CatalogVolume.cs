using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Compute.Volumes;

/// <summary>A volume as a list of them shows it.</summary>
public sealed record CatalogVolume(string Id, string? Name, string Status, int SizeGiB, string AvailabilityZone, DateTimeOffset CreatedAt)
{
    public string? Description { get; init; }

    public string? Type { get; init; }

    public string? SnapshotId { get; init; }

    public EquatableList<NodeKeyValue> Metadata { get; init; }

    /// <summary>The instances that have it: the instance's id, and the device.</summary>
    public EquatableList<NodeKeyValue> Attachments { get; init; }
}
