using Microsoft.AspNetCore.Http;
using Naru.Compute.Keypairs;
using Naru.Compute.Quotas;
using Naru.Compute.Validation;
using Naru.Compute.Volumes;
using Naru.Images.Content;
using Naru.Images.Documents;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Compute.Servers.Operations;

/// <summary>What is done with root disks: made anew, copied, left aside for a rescue.</summary>
internal sealed class DiskOperations(ServerImages images, IVolumes volumes, ServerViews views, ComputeQuotas quotas) : IOperations
{
    private static readonly string[] Copyable = [VmStates.Active, VmStates.Stopped, VmStates.Paused, VmStates.Suspended];

    private static readonly Shape Rebuild = Shapes.Object(
        new Member("imageRef", Shapes.Uuid) { IsRequired = true },
        ("name", Shapes.Name),
        ("adminPass", Shapes.Text(0, 255)),
        ("metadata", Shapes.Metadata),
        ("preserve_ephemeral", Shapes.Flag),
        ("OS-DCF:diskConfig", ServerShapes.DiskConfig),
        ("accessIPv4", ServerShapes.Ipv4),
        ("accessIPv6", ServerShapes.Ipv6),
        new Member("personality", Shapes.List(Shapes.Any, max: 0)) { Until = 56 },
        new Member("description", Shapes.Description) { Since = 19 },
        new Member("key_name", Shapes.Nullable(Shapes.Text(1, 255))) { Since = 54 },
        new Member("user_data", ServerShapes.UserData) { Since = 57 },
        new Member("trusted_image_certificates", ServerShapes.Certificates) { Since = 63 },
        new Member("hostname", ServerShapes.HostName) { Since = 90 });

    private static readonly Shape Rescue = Shapes.Nullable(Shapes.Object(("adminPass", Shapes.Text(0, 255)), ("rescue_image_ref", Shapes.Uuid)));

    private static readonly Shape CreateImage = Shapes.Object(new Member("name", Shapes.PaddedName) { IsRequired = true }, ("metadata", Shapes.Metadata));

    private static readonly Shape CreateBackup = Shapes.Object(
        new Member("name", Shapes.PaddedName) { IsRequired = true },
        new Member("backup_type", Shapes.Text(0, 255)) { IsRequired = true },
        new Member("rotation", Shapes.Whole(0)) { IsRequired = true },
        ("metadata", Shapes.Metadata));

    public IEnumerable<ServerOperation> All =>
    [
        new("rebuild", "servers:rebuild", Rebuild, Rebuilt) { Verb = "rebuild", From = [VmStates.Active, VmStates.Stopped, VmStates.Error] },
        new("rescue", "os-rescue", Rescue, Rescued) { Verb = "rescue", From = [VmStates.Active, VmStates.Stopped, VmStates.Error] },
        new("unrescue", "os-unrescue", Shapes.Any, run => run.Accept(run.Server with { RescueImage = null, Boots = run.Server.Boots + 1, Power = NodeInstancePower.Running }))
        {
            Verb = "unrescue", From = [VmStates.Rescued],
        },
        new("createImage", "servers:create_image", CreateImage, Copied) { Verb = "createImage", From = Copyable },
        new("createBackup", "os-create-backup", CreateBackup, BackedUp) { Verb = "createBackup", From = Copyable },
    ];

    private Result<Reply> Rebuilt(OperationRun run)
    {
        var (server, given) = (run.Recovered, run.Arguments);
        var imageId = given.TextOf("imageRef")!;
        if (!images.Usable(run.State, run.Request.Caller, imageId).TryGet(out var image, out var error)
            || !ServerImages.Fits(image, server.Flavor, checksDisk: !server.IsVolumeBooted).TryGet(out _, out error)
            || !Key(run).TryGet(out var key, out error))
        {
            return error;
        }
        if (server.IsVolumeBooted)
            return NovaErrors.BadRequest("Unable to rebuild with a different image for a volume-backed server.");
        if (given.PairsOf("metadata").Count > quotas.LimitOf(run.State, server.ProjectId, "metadata_items"))
            return NovaErrors.OverQuota("Maximum number of metadata items exceeds the quota.");
        var rebuilt = run.Store(server with
        {
            Image = ServerImages.ForHost(image),
            Builds = server.Builds + 1,
            Boots = server.Boots + 1,
            IsHardBoot = true,
            Power = server.Power is NodeInstancePower.Stopped ? NodeInstancePower.Stopped : NodeInstancePower.Running,
            Name = given.TextOf("name") ?? server.Name,
            HostName = given.TextOf("hostname") ?? server.HostName,
            Description = given.Has("description") ? given.TextOf("description") : server.Description,
            Metadata = given.Has("metadata") ? given.PairsOf("metadata") : server.Metadata,
            DiskConfig = given.TextOf("OS-DCF:diskConfig") ?? server.DiskConfig,
            AccessIpv4 = given.Has("accessIPv4") ? ServerShapes.Usual(given.TextOf("accessIPv4")) : server.AccessIpv4,
            AccessIpv6 = given.Has("accessIPv6") ? ServerShapes.Usual(given.TextOf("accessIPv6")) : server.AccessIpv6,
            AdminPassword = given.TextOf("adminPass") ?? ServerCreation.NewPassword(),
            UserData = given.Has("user_data") ? given.TextOf("user_data") : server.UserData,
            KeyName = given.Has("key_name") ? key?.Name : server.KeyName,
            PublicKey = given.Has("key_name") ? key?.PublicKey : server.PublicKey,
            TrustedCertificates = given.Has("trusted_image_certificates") ? given.TextsOf("trusted_image_certificates") : server.TrustedCertificates,
        });
        var reply = views.Rebuilt.One("server", rebuilt, run.Request, StatusCodes.Status202Accepted);
        return reply with { Headers = [new("Location", run.Request.UrlOf($"servers/{server.Id}"))] };
    }

    private static Result<Keypair?> Key(OperationRun run)
    {
        if (run.Arguments.TextOf("key_name") is not { } name)
            return default(Result<Keypair?>);
        return run.State.In(ComputeTables.Keypairs).Find(Keypair.KeyOf(run.Server.UserId, name)) is { } key ? key : NovaErrors.BadRequest("Invalid key_name provided.");
    }

    private Result<Reply> Rescued(OperationRun run)
    {
        const int RescuesVolumes = 87;
        var server = run.Recovered;
        if (server.IsVolumeBooted && (run.Request.Version < RescuesVolumes || run.Arguments.TextOf("rescue_image_ref") is null))
            return NovaErrors.BadRequest($"Instance {server.Id} cannot be rescued: Cannot rescue a volume-backed instance");
        var rescue = server.Image;
        if (run.Arguments.TextOf("rescue_image_ref") is { } id)
        {
            if (!images.Usable(run.State, run.Request.Caller, id).TryGet(out var image, out var error))
                return error;
            rescue = ServerImages.ForHost(image);
        }
        var password = run.Arguments.TextOf("adminPass") ?? ServerCreation.NewPassword();
        run.Store(server with { RescueImage = rescue, AdminPassword = password, Boots = server.Boots + 1, IsHardBoot = true, Power = NodeInstancePower.Running });
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("adminPass", password);
            writer.WriteEndObject();
        });
    }

    private Result<Reply> Copied(OperationRun run)
    {
        var metadata = run.Arguments.PairsOf("metadata");
        if (metadata.Count > quotas.LimitOf(run.State, run.Server.ProjectId, "metadata_items"))
            return NovaErrors.OverQuota("Maximum number of metadata items exceeds the quota.");
        return Copy(run, run.Arguments.TextOf("name")!, "snapshot", metadata, image => new ServerSnapshot(image));
    }

    private Result<Reply> BackedUp(OperationRun run)
    {
        var (type, rotation) = (run.Arguments.TextOf("backup_type")!, run.Arguments.WholeOf("rotation")!.Value);
        var metadata = run.Arguments.PairsOf("metadata").With([new NodeKeyValue("backup_type", type)]);
        var copied = Copy(run, run.Arguments.TextOf("name")!, "backup", metadata, image => new ServerSnapshot(image, rotation, type));
        // Without rotation there is nothing to keep, so that no image is named.
        return rotation > 0 ? copied : copied.Map(_ => new Reply(StatusCodes.Status202Accepted, null));
    }

    // The image has no data: it names snapshots of the volumes that an instance of it gets new ones of.
    private Result<Server> CopyVolumes(OperationRun run, Image image)
    {
        var snapshots = new List<(ServerVolume Volume, string SnapshotId)>();
        foreach (var volume in run.Server.Volumes.Where(volume => !volume.IsLeaving))
        {
            if (!volumes.Snapshot(run.State, run.Request.Caller, volume.VolumeId, $"snapshot for {image.Name}").TryGet(out var snapshotId, out var error))
                return error;
            snapshots.Add((volume, snapshotId));
        }
        ImageLibrary.Change(run.State, image with
        {
            Status = ImageStatus.Active,
            Size = 0,
            Properties =
            [
                .. image.Properties.Items,
                new ImageProperty(BlockDevices.MappingProperty, BlockDevices.Mapping(snapshots)), new ImageProperty("bdm_v2", "True"), new ImageProperty("root_device_name", "/dev/vda"),
            ],
        });
        return run.Store(run.Server);
    }

    private Result<Reply> Copy(OperationRun run, string name, string type, EquatableList<NodeKeyValue> metadata, Func<string, ServerSnapshot> snapshotOf)
    {
        const int NamesImage = 45;
        var image = ServerImages.Begin(run.State, run.Request, run.Server, name, type, metadata);
        if (!run.Server.IsVolumeBooted)
            run.Store(run.Server with { Snapshots = [.. run.Server.Snapshots.Items, snapshotOf(image.Id)] });
        else if (type == "backup")
            return NovaErrors.BadRequest($"It is not allowed to do backup of volume-backed instance {run.Server.Id}.");
        else if (!CopyVolumes(run, image).TryGet(out _, out var error))
            return error.Kind is ErrorKind.NotSupported ? NovaErrors.BadRequest(error.Message) : error;
        if (run.Request.Version < NamesImage)
            return new Reply(StatusCodes.Status202Accepted, null) { Headers = [new("Location", run.Request.ImageUrlOf(image.Id))] };
        return Reply.Json(
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("image_id", image.Id);
                writer.WriteEndObject();
            },
            StatusCodes.Status202Accepted);
    }
}
