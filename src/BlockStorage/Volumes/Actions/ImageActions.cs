using Microsoft.AspNetCore.Http;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Encryption;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Views;
using Naru.BlockStorage.Work;
using Naru.Images.Content;
using Naru.Images.Documents;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.BlockStorage.Volumes.Actions;

/// <summary>Volumes become images, and keep what is known of the image that they came from.</summary>
internal sealed class ImageActions : IVolumeActions
{
    private const string Upload = "os-volume_upload_image";
    private const int VisibilityKnown = 1;

    // What the image that a volume was made of had by itself; the rest are properties.
    private static readonly string[] OwnAttributes =
        ["image_id", "image_name", "checksum", "container_format", "disk_format", "min_disk", "min_ram", "size"];

    public IReadOnlyList<VolumeAction> All { get; } =
    [
        new(Upload, "volume_extension:volume_actions:upload_image", Begin)
        {
            Members =
            [
                new("image_name", Check.Text(1, Limits.NameLength)) { IsRequired = true },
                new("force", Check.OrNull(Check.Flag)),
                new("disk_format", Check.Choice("raw", "vmdk", "vdi", "qcow2", "vhd", "vhdx", "ploop")),
                new("container_format", Check.OrNull(Check.Text(0, Limits.NameLength))),
                new("visibility", Check.OrNull(Check.Choice("community", "public", "private", "shared"))) { Since = VisibilityKnown },
                new("protected", Check.OrNull(Check.Flag)) { Since = VisibilityKnown },
            ],
        },
        new("os-set_image_metadata", "volume_extension:volume_image_metadata:set", (state, _, volume, fields) =>
        {
            var metadata = volume.ImageMetadata.With(fields.Map("metadata"));
            VolumeRecords.Update(state, volume with { ImageMetadata = metadata });
            return Metadata(metadata);
        })
        {
            Members = [new("metadata", Check.Metadata) { IsRequired = true }],
        },
        new("os-show_image_metadata", "volume_extension:volume_image_metadata:show", (_, _, volume, _) => Metadata(volume.ImageMetadata)) { TakesAnything = true },
        new("os-unset_image_metadata", "volume_extension:volume_image_metadata:remove", (state, _, volume, fields) =>
        {
            var key = fields.Text("key")!;
            if (volume.ImageMetadata.Value(key) is null)
                return Error.NotFound("GlanceMetadataNotFound", $"Metadata for the image of volume {volume.Id} has no key {key}.");
            VolumeRecords.Update(state, volume with { ImageMetadata = volume.ImageMetadata.Without(key) });
            return VolumeAction.Ok;
        })
        {
            Members = [new("key", Check.Text(1, Limits.NameLength)) { IsRequired = true }],
        },
    ];

    private static Result<Reply> Begin(Transaction state, VolumeRequest request, Volume volume, Fields fields)
    {
        var isForced = fields.Flag("force") is true;
        if (!volume.Is(VolumeStatus.Available) && !(isForced && volume.Is(VolumeStatus.InUse)))
            return CinderErrors.WrongStatus(volume.Id, "an upload", volume.Status, VolumeStatus.Available);
        if (VolumeKeys.RefusalOf(volume, "an image of it") is { } encrypted)
            return encrypted;
        var visibility = fields.Text("visibility") ?? "private";
        if (visibility == "public" && request.Refusal("volume_extension:volume_actions:upload_public", volume.ProjectId) is { } refusal)
            return refusal;
        var format = fields.Text("disk_format") ?? "raw";
        if (format == "ploop")
            return Error.Invalid("Invalid input received: qemu-img writes no disks of the format ploop.");
        var image = ImageLibrary.Add(state, new Image
        {
            Id = Guid.NewGuid().ToString(),
            Name = fields.Text("image_name"),
            Owner = request.Caller.ProjectId,
            Status = "queued",
            Visibility = visibility,
            DiskFormat = format,
            ContainerFormat = fields.Text("container_format") is { Length: > 0 } container ? container : "bare",
            IsProtected = fields.Flag("protected") is true,
            Properties = volume.ImageMetadata.Where(entry => !OwnAttributes.Contains(entry.Key)).Select(entry => new ImageProperty(entry.Key, entry.Value)).ToEquatableList(),
        });
        var uploading = volume with { Status = VolumeStatus.Uploading, PreviousStatus = volume.Status, UpdatedAt = state.Time };
        state.Update(BlockStorageTables.Volumes, uploading);
        Jobs.Add(state, request.Caller, JobKind.UploadVolume, volume.Id, job => job with { OtherId = image.Id, Detail = format, Previous = volume.Status });
        return Accepted(state, request, uploading, image);
    }

    private static Reply Accepted(Transaction state, VolumeRequest request, Volume volume, Image image)
    {
        var type = volume.TypeId is { } id ? state.In(BlockStorageTables.Types).Find(id) : null;
        return Reply.Json(
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartObject(Upload);
                writer.WriteString("id", volume.Id);
                writer.WriteString("updated_at", volume.UpdatedAt is { } time ? Times.Exact(time) : null);
                writer.WriteString("status", volume.Status);
                writer.WriteString("display_description", volume.Description);
                writer.WriteNumber("size", volume.Size);
                writer.WritePropertyName("volume_type");
                if (type is null)
                {
                    writer.WriteNullValue();
                }
                else
                {
                    writer.WriteStartObject();
                    writer.WriteString("id", type.Id);
                    writer.WriteString("name", type.Name);
                    writer.WriteBoolean("is_public", type.IsPublic);
                    writer.WriteString("description", type.Description);
                    writer.WriteEndObject();
                }
                writer.WriteString("image_id", image.Id);
                writer.WriteString("container_format", image.ContainerFormat);
                writer.WriteString("disk_format", image.DiskFormat);
                writer.WriteString("image_name", image.Name);
                if (request.Has(VisibilityKnown))
                {
                    writer.WriteString("visibility", image.Visibility);
                    writer.WriteBoolean("protected", image.IsProtected);
                }
                writer.WriteEndObject();
                writer.WriteEndObject();
            },
            StatusCodes.Status202Accepted);
    }

    private static Reply Metadata(EquatableList<Entry> metadata) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        Show.WriteMap(writer, "metadata", metadata);
        writer.WriteEndObject();
    });
}
