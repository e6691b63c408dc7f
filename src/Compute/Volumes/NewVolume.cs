namespace Naru.Compute.Volumes;

/// <summary>A volume that an instance needs.</summary>
/// <param name="SizeGiB">Null: as large as what it is made from.</param>
/// <param name="Type">A volume type's name or id; null: the default one.</param>
public sealed record NewVolume(string Name, int? SizeGiB, string? ImageId, string? SnapshotId, string? Type, string? AvailabilityZone);
