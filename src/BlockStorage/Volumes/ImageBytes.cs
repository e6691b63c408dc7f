using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Encryption;
using Naru.Images;
using Naru.Images.Content;
using Naru.Images.Documents;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Volumes;

/// <summary>The bytes of images become those of volumes, and the other way round.</summary>
internal sealed class ImageBytes(ImageLibrary images, DiskConversion conversion)
{
    private static readonly string[] Converted = ["qcow2", "vmdk", "vdi", "vhd", "vhdx"];

    /// <summary>Makes a volume of an image that its user was allowed to have when it was asked for.</summary>
    public async Task<Result<Done>> WriteAsync(IStateReader state, IVolumeDriver driver, Volume volume, string imageId, CancellationToken cancellation)
    {
        if (state.In(ImageTables.Images).Find(imageId) is not { } image || !images.Open(imageId).TryGet(out var content, out _))
            return Error.NotFound("ImageNotFound", $"image {imageId} is not there any more");
        await using (content)
        {
            if (content is not FileStream source)
                return Error.Invalid("the bytes of the image are in no file");
            if (!Converted.Contains(image.DiskFormat))
                return await WriteAsync(driver, volume, source, cancellation);
            return await conversion.WithConvertedAsync(source.Name, FormatOf(image), "raw", raw => WriteAsync(driver, volume, raw, cancellation), cancellation);
        }
    }

    /// <summary>Gives an image the bytes of a volume.</summary>
    public async Task<Result<Done>> UploadAsync(WriteContext context, IVolumeDriver driver, string volumeId, string imageId, string diskFormat, CancellationToken cancellation)
    {
        await using var source = driver.Open(BytesOf.Volume(volumeId), cancellation);
        if (diskFormat is not ("qcow2" or "vmdk" or "vdi" or "vhd" or "vhdx"))
            return (await images.ReceiveAsync(context, imageId, source, cancellation)).Map(_ => default(Done));
        if (source is not FileStream { Name: var path })
            return Error.Invalid($"A volume of the driver {driver.Name} is uploaded as raw only.");
        return await conversion.WithConvertedAsync(
            path, "raw", diskFormat == "vhd" ? "vpc" : diskFormat, async converted => (await images.ReceiveAsync(context, imageId, converted, cancellation)).Map(_ => default(Done)), cancellation);
    }

    private static string FormatOf(Image image) => image.DiskFormat == "vhd" ? "vpc" : image.DiskFormat!;

    private static async Task<Result<Done>> WriteAsync(IVolumeDriver driver, Volume volume, FileStream source, CancellationToken cancellation)
    {
        var bytes = (long)volume.Size << 30;
        var needed = volume.Key is null ? source.Length : EncryptedDisk.LengthOf(source.Length);
        if (needed > bytes)
            return Error.Invalid($"the image needs {needed} bytes, and the volume has {bytes}");
        await driver.CreateFromAsync(
            volume.Id, bytes,
            target => volume.Key is { } key ? EncryptedDisk.WriteAsync(target, key, source, cancellation) : SparseCopy.CopyAsync(source, target, cancellation), cancellation);
        return Done.Ok;
    }
}
