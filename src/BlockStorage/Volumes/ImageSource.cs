using System.Globalization;
using Naru.BlockStorage.Documents;
using Naru.Images.Content;
using Naru.Images.Documents;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.BlockStorage.Volumes;

/// <summary>An image as what a volume is made of.</summary>
internal static class ImageSource
{
    public static Result<VolumeSource> Of(IStateReader state, Caller caller, ImageLibrary images, string id)
    {
        if (!images.FindFor(state, caller, id, "download_image").TryGet(out var image, out _))
            return Error.Invalid($"Invalid image identifier or unable to access requested image '{id}'.");
        if (image.Status != "active")
            return Error.Invalid($"Invalid input received: Image {id} is not active, but {image.Status}.");
        if (image.ContainerFormat is not (null or "bare"))
            return Error.Invalid($"Invalid input received: image {id} is in a container of the format {image.ContainerFormat}; only bare disks become volumes.");
        var needed = Math.Max(image.VirtualSize ?? image.Size ?? 0, (long)image.MinDisk * Gibibyte.Bytes);
        return new VolumeSource
        {
            ImageId = image.Id,
            Size = Math.Max(1, Gibibyte.Holding(needed)),
            IsBootable = true,
            ImageMetadata = MetadataOf(image),
            TypeId = image.Properties.FirstOrDefault(property => property.Name == "cinder_img_volume_type") is { } named
                ? BlockStorageTables.TypesByName.Find(state, named.Value)?.Id
                : null,
        };
    }

    private static EquatableList<Entry> MetadataOf(Image image) =>
    [
        new("image_id", image.Id),
        new("image_name", image.Name ?? ""),
        new("checksum", image.Checksum ?? ""),
        new("container_format", image.ContainerFormat ?? ""),
        new("disk_format", image.DiskFormat ?? ""),
        new("min_disk", Invariant(image.MinDisk)),
        new("min_ram", Invariant(image.MinRam)),
        new("size", Invariant(image.Size ?? 0)),
        .. image.Properties.Select(property => new Entry(property.Name, property.Value)),
    ];

    private static string Invariant(long number) => number.ToString(CultureInfo.InvariantCulture);
}
