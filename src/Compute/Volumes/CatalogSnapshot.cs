namespace Naru.Compute.Volumes;

/// <summary>A snapshot of a volume as a list of them shows it.</summary>
/// <param name="SizeGiB">Of the volume when it was taken.</param>
public sealed record CatalogSnapshot(string Id, string VolumeId, string Status, int SizeGiB, DateTimeOffset CreatedAt)
{
    public string? Name { get; init; }

    public string? Description { get; init; }
}
