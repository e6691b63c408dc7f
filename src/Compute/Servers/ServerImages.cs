using Naru.Compute.Requests;
using Naru.Images;
using Naru.Images.Content;
using Naru.Images.Documents;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Compute.Servers;

/// <summary>The images that root disks are made of, and those that are made of root disks.</summary>
internal sealed class ServerImages(ImageLibrary library)
{
    // Properties that say of an image what is true of that one only (nova.conf, non_inheritable_image_properties, and Glance's own).
    private static readonly string[] NotInherited = ["cache_in_nova", "bittorrent", "image_id", "base_image_ref", "instance_uuid", "user_id", "image_type", "backup_type", "owner_specified.openstack.md5", "owner_specified.openstack.sha256", "owner_specified.openstack.object"];

    /// <summary>An image that an instance can be made of; otherwise a bad request.</summary>
    public Result<Image> Usable(IStateReader state, Caller caller, string id)
    {
        if (!library.Find(state, caller, id).TryGet(out var image, out _))
            return NovaErrors.BadRequest($"Image {id} could not be found.");
        return image is { Status: ImageStatus.Active, HasData: true } ? image : NovaErrors.BadRequest($"Image {id} is unacceptable: Image is not active.");
    }

    /// <summary>Whether a flavor is large enough for what the image asks for.</summary>
    public static Result<Done> Fits(Image image, ServerFlavor flavor, bool checksDisk)
    {
        if (flavor.Ram < image.MinRam)
            return NovaErrors.BadRequest("Flavor's memory is too small for requested image.");
        if (!checksDisk || flavor.Disk == 0)
            return Done.Ok;
        var (disk, size) = ((long)flavor.Disk << 30, image.VirtualSize ?? image.Size ?? 0);
        if (image.Size > disk)
            return NovaErrors.BadRequest($"Flavor's disk is too small for requested image. Flavor disk is {disk} bytes, image is {size} bytes.");
        return flavor.Disk < image.MinDisk
            ? NovaErrors.BadRequest($"Flavor's disk is smaller than the minimum size specified in image metadata. Flavor disk is {disk} bytes, minimum size is {(long)image.MinDisk << 30} bytes.")
            : Done.Ok;
    }

    public static NodeInstanceImage ForHost(Image image) => new(image.Id, image.DiskFormat ?? "raw", image.Hash ?? "", image.Size ?? 0)
    {
        Properties = image.Properties.Select(property => new NodeKeyValue(property.Name, property.Value)).ToEquatableList(),
    };

    /// <summary>Adds the image that a root disk will be copied to.</summary>
    /// <param name="metadata">What the user wants to be said of it.</param>
    public static Image Begin(Transaction state, ComputeRequest request, Server server, string name, string type, EquatableList<NodeKeyValue> metadata)
    {
        var inherited = server.Image?.Properties.Where(property => !NotInherited.Contains(property.Key) && !property.Key.StartsWith("os_glance", StringComparison.Ordinal)) ?? [];
        NodeKeyValue[] own =
        [
            new("image_type", type), new("instance_uuid", server.Id), new("user_id", request.Caller.UserId), new("base_image_ref", server.Image?.Id ?? ""), new("image_location", "snapshot"),
            .. server.Image is null ? Array.Empty<NodeKeyValue>() : [new("instance_type_id", server.Flavor.FlavorId)],
        ];
        var properties = inherited.Where(property => !own.Any(other => other.Key == property.Key)).Concat(own)
            .Where(property => !metadata.Items.Any(given => given.Key == property.Key)).Concat(metadata.Items);
        return ImageLibrary.Add(state, new Image
        {
            Id = Guid.NewGuid().ToString(),
            Name = name,
            Owner = server.ProjectId,
            Status = ImageStatus.Queued,
            Visibility = Visibility.Private,
            DiskFormat = server.Image?.Format ?? "raw",
            ContainerFormat = "bare",
            MinDisk = server.Flavor.Disk,
            Properties = properties.Select(property => new ImageProperty(property.Key, property.Value)).ToEquatableList(),
        });
    }

    /// <summary>The data of a copy have arrived; those of a host in name only are those of the image that its disk was made of.</summary>
    /// <returns>False: there is no image, or it has no data.</returns>
    public bool Finish(Transaction state, Server server, ServerSnapshot snapshot, bool isSimulated)
    {
        if (state.In(ImageTables.Images).Find(snapshot.ImageId) is not { } image)
            return false;
        if (isSimulated && !image.HasData)
        {
            if (state.In(ImageTables.Images).Find(server.Image?.Id ?? "") is not { HasData: true } source)
                return false;
            image = ImageLibrary.Change(state, image with
            {
                Status = ImageStatus.Active, Size = source.Size, VirtualSize = source.VirtualSize, Checksum = source.Checksum, Hash = source.Hash,
            });
        }
        Rotate(state, server, snapshot);
        return image is { Status: ImageStatus.Active, HasData: true };
    }

    /// <summary>Removes an image whose copy came to nothing, or is not needed any more.</summary>
    public static void Forget(Transaction state, string imageId)
    {
        if (state.In(ImageTables.Images).Contains(imageId))
            ImageLibrary.Delete(state, imageId);
    }

    public Result<Image> Find(IStateReader state, Caller caller, string id) => library.Find(state, caller, id);

    private static void Rotate(Transaction state, Server server, ServerSnapshot snapshot)
    {
        if (snapshot.Rotation is not { } kept)
            return;
        var backups = state.In(ImageTables.Images).All
            .Where(image => Property(image, "instance_uuid") == server.Id && Property(image, "image_type") == "backup" && Property(image, "backup_type") == snapshot.BackupType)
            .OrderByDescending(image => image.Id == snapshot.ImageId).ThenByDescending(image => image.CreatedAt).Skip(kept).ToList();
        foreach (var old in backups)
            ImageLibrary.Delete(state, old.Id);
    }

    private static string? Property(Image image, string name) => image.Properties.Items.FirstOrDefault(property => property.Name == name)?.Value;
}
