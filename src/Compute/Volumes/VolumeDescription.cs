using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Compute.Volumes;

/// <summary>What Compute has to know of a volume.</summary>
/// <param name="Status"><c>available</c>, <c>in-use</c>, <c>creating</c>, ….</param>
/// <param name="IsMultiattach">Several instances may have it at the same time.</param>
public sealed record VolumeDescription(string Id, string Name, string Status, int SizeGiB, bool IsBootable, bool IsMultiattach)
{
    /// <summary>Of the image that it was made from: <c>image_id</c>, <c>min_disk</c>, <c>min_ram</c>, ….</summary>
    public EquatableList<NodeKeyValue> ImageMetadata { get; init; }
}
