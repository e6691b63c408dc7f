using System.Buffers;
using System.Text;
using System.Text.Json;
using Naru.Compute.Validation;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Compute.Servers;

/// <summary>The disks that a request wants, besides what the flavor says.</summary>
/// <param name="ImageId">What the root disk is made of on the host; null: it boots from a volume.</param>
/// <param name="EphemeralDisks">Empty: one, as large as the flavor says.</param>
/// <param name="SwapMiB">Null: as the flavor says.</param>
internal sealed record BlockDevices(string? ImageId, IReadOnlyList<VolumeWish> Volumes, EquatableList<int> EphemeralDisks, int? SwapMiB)
{
    /// <summary>The property of images that says what an instance of it has of volumes.</summary>
    public const string MappingProperty = "block_device_mapping";

    /// <summary>The user's words for disks of the host, by the names of <see cref="NodeInstance.DeviceTags"/>.</summary>
    public EquatableList<NodeKeyValue> DiskTags { get; init; }

    private const string Invalid = "Block Device Mapping is Invalid: ";

    private static readonly Error BadSequence = NovaErrors.BadRequest(Invalid + "Boot sequence for the instance and image/block device mapping combination is not valid.");

    public static Result<BlockDevices> Read(JsonElement server, ServerFlavor flavor)
    {
        var imageId = server.TextOf("imageRef") is { Length: > 0 } given ? given : null;
        var (former, current) = (server.ItemsOf("block_device_mapping").ToList(), server.ItemsOf("block_device_mapping_v2").ToList());
        if (former.Count > 0 && current.Count > 0)
            return NovaErrors.BadRequest("Using different block_device_mapping syntaxes is not allowed in the same request.");
        var volumes = new List<VolumeWish>();
        var ephemerals = new List<int>();
        var tags = new List<NodeKeyValue>();
        var (swap, localImage) = ((int?)null, (string?)null);
        foreach (var device in former)
            volumes.Add(Former(device, isRoot: imageId is null && volumes.Count == 0));
        foreach (var device in current.Where(device => !device.Has("no_device") || device.Of("no_device").ValueKind is JsonValueKind.Undefined))
        {
            var (source, target) = (device.TextOf("source_type")!, device.TextOf("destination_type"));
            target ??= source is "volume" or "snapshot" ? "volume" : "local";
            switch (source, target)
            {
                case ("blank", "local") when device.TextOf("guest_format") == "swap":
                    Tag(NodeInstance.SwapDisk, device);
                    swap = device.WholeOf("volume_size") ?? flavor.Swap;
                    break;
                case ("blank", "local"):
                    Tag(NodeInstance.EphemeralDisk(ephemerals.Count), device);
                    ephemerals.Add(device.WholeOf("volume_size") ?? flavor.Ephemeral);
                    break;
                case ("image", "local") when device.WholeOf("boot_index") is 0:
                    Tag(NodeInstance.RootDisk, device);
                    localImage = device.TextOf("uuid");
                    break;
                case (_, "volume"):
                    if (!Wish(device, source).TryGet(out var wish, out var error))
                        return error;
                    volumes.Add(wish);
                    break;
                default:
                    return NovaErrors.BadRequest($"{Invalid}Mapping {source} to {target} is not supported.");
            }
        }
        if (localImage is not null && imageId is not null && localImage != imageId)
            return BadSequence;
        // A volume to start from comes before an image that is named as well.
        var isVolumeBooted = localImage is null && volumes.Exists(volume => volume.BootIndex == 0);
        return Checked(new BlockDevices(isVolumeBooted ? null : imageId ?? localImage, volumes, ephemerals.ToEquatableList(), swap) { DiskTags = tags.ToEquatableList() }, flavor);

        void Tag(string disk, JsonElement device)
        {
            if (device.TextOf("tag") is { } tag)
                tags.Add(new NodeKeyValue(disk, tag));
        }
    }

    /// <summary>What an image says of volumes is what an instance of it gets: an image of an instance that boots from a volume has no data of its own.</summary>
    /// <param name="mapping">The image's property <see cref="MappingProperty"/>; null: it has none, and nothing changes.</param>
    public Result<BlockDevices> WithMapping(string? mapping, ServerFlavor flavor)
    {
        if (mapping is null)
            return this;
        try
        {
            using var document = JsonDocument.Parse(mapping);
            var volumes = Volumes.ToList();
            foreach (var device in document.RootElement.EnumerateArray().Where(device => device.TextOf("destination_type") == "volume"))
            {
                if (!Wish(device, device.TextOf("source_type") ?? "snapshot").TryGet(out var wish, out var error))
                    return error;
                // A request decides about a device before its image does.
                if (!volumes.Exists(volume => volume.Device is not null && volume.Device == wish.Device))
                    volumes.Add(wish);
            }
            return Checked(this with { ImageId = volumes.Exists(volume => volume.BootIndex == 0) ? null : ImageId, Volumes = volumes }, flavor);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return NovaErrors.BadRequest($"{Invalid}the image's {MappingProperty} is no list of devices.");
        }
    }

    /// <summary>The value of <see cref="MappingProperty"/> for volumes made of snapshots.</summary>
    public static string Mapping(IEnumerable<(ServerVolume Volume, string SnapshotId)> snapshots)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var (volume, snapshotId) in snapshots)
            {
                writer.WriteStartObject();
                writer.WriteString("source_type", "snapshot");
                writer.WriteString("destination_type", "volume");
                writer.WriteString("snapshot_id", snapshotId);
                writer.WriteString("device_name", volume.Device);
                writer.WriteString("device_type", "disk");
                writer.WriteString("disk_bus", "virtio");
                writer.WriteNumber("boot_index", volume.BootIndex);
                writer.WriteBoolean("delete_on_termination", volume.DeleteOnTermination);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static VolumeWish Former(JsonElement device, bool isRoot) => new(
        device.TextOf("snapshot_id") is { Length: > 0 } ? "snapshot" : device.TextOf("volume_id") is { Length: > 0 } ? "volume" : "blank",
        device.TextOf("snapshot_id") is { Length: > 0 } snapshot ? snapshot : device.TextOf("volume_id"),
        device.WholeOf("volume_size"),
        isRoot ? 0 : -1,
        device.TextOf("device_name"))
    {
        DeleteOnTermination = device.FlagOf("delete_on_termination"),
    };

    private static Result<VolumeWish> Wish(JsonElement device, string source)
    {
        var id = device.TextOf("uuid") ?? device.TextOf("volume_id") ?? device.TextOf("snapshot_id") ?? device.TextOf("image_id");
        if (source != "blank" && id is null)
            return NovaErrors.BadRequest($"{Invalid}Missing device UUID.");
        if (source == "blank" && device.WholeOf("volume_size") is null or 0)
            return NovaErrors.BadRequest($"{Invalid}Blank volumes (source: 'blank', dest: 'volume') need to have non-zero size.");
        if (source == "image" && device.WholeOf("volume_size") is null or 0)
            return NovaErrors.BadRequest($"{Invalid}Images with destination_type 'volume' need to have a non-zero size specified");
        return new VolumeWish(source, source == "blank" ? null : id, device.WholeOf("volume_size"), device.WholeOf("boot_index") ?? -1, device.TextOf("device_name"))
        {
            DeleteOnTermination = device.FlagOf("delete_on_termination"),
            Tag = device.TextOf("tag"),
            Type = device.TextOf("volume_type"),
        };
    }

    private static Result<BlockDevices> Checked(BlockDevices devices, ServerFlavor flavor)
    {
        var indexes = devices.Volumes.Where(volume => volume.BootIndex >= 0).Select(volume => volume.BootIndex).Concat(devices.ImageId is null ? [] : [0]).Order().ToList();
        if (indexes.Count == 0 || indexes.Index().Any(index => index.Item != index.Index))
            return BadSequence;
        if (devices.EphemeralDisks.Sum() > flavor.Ephemeral)
        {
            return NovaErrors.BadRequest(
                "Ephemeral disks requested are larger than the instance type allows. If no size is given in one block device mapping, flavor ephemeral size will be used.");
        }
        return devices.SwapMiB > flavor.Swap ? NovaErrors.BadRequest("Swap drive requested is larger than instance type allows.") : devices;
    }
}
