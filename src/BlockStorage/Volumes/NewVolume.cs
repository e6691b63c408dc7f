using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Encryption;
using Naru.BlockStorage.Messages;
using Naru.BlockStorage.Quotas;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Services;
using Naru.BlockStorage.Types;
using Naru.BlockStorage.Work;
using Naru.Images.Content;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.BlockStorage.Volumes;

/// <summary>What a request for a volume means, whether it may be had, and where it goes.</summary>
internal sealed class NewVolume(VolumeBackends backends, ImageLibrary images)
{
    public static readonly BodySchema Schema = new(
        "volume",
        new Member("name", Check.Name),
        new Member("description", Check.Name),
        new Member("display_name", Check.Name),
        new Member("display_description", Check.Name),
        new Member("size", Check.OrNull(Check.Integer(1, Limits.LargestVolume))),
        new Member("source_volid", Check.UuidOrNull),
        new Member("snapshot_id", Check.UuidOrNull),
        new Member("imageRef", Check.OrNull(Check.Text(0, Limits.NameLength))),
        new Member("image_id", Check.OrNull(Check.Text(0, Limits.NameLength))),
        new Member("volume_type", Check.OrNull(Check.Text(0, Limits.NameLength))),
        new Member("metadata", Check.OrNull(Check.Metadata)),
        new Member("availability_zone", Check.OrNull(Check.Text(1, Limits.NameLength))),
        new Member("multiattach", Check.OrNull(Check.Flag)),
        new Member("consistencygroup_id", Check.UuidOrNull),
        new Member("group_id", Check.UuidOrNull) { Since = 13 },
        new Member("backup_id", Check.UuidOrNull) { Since = 47 })
    {
        AllowsOthers = true,
    };

    public Result<Volume> Create(Transaction state, VolumeRequest request, Fields fields)
    {
        if (request.Refusal("volume:create") is { } refusal)
            return refusal;
        if (fields.Flag("multiattach") is true)
            return Error.Invalid("multiattach parameter has been removed: use a volume type whose extra specs have multiattach=\"<is> True\".");
        if (!VolumeSource.Of(state, request, images, fields).TryGet(out var source, out var error)
            || !SizeOf(fields, source).TryGet(out var size, out error)
            || !ZoneOf(fields, source).TryGet(out var zone, out error)
            || !TypeOf(state, request, fields, source).TryGet(out var type, out error)
            || !GroupOf(state, request, fields, type).TryGet(out var group, out error))
        {
            return error;
        }
        var volume = new Volume
        {
            Id = Guid.NewGuid().ToString(),
            ProjectId = request.Caller.ProjectId,
            UserId = request.Caller.UserId,
            Name = fields.Text("name") ?? fields.Text("display_name"),
            Description = fields.Text("description") ?? fields.Text("display_description"),
            Size = size,
            Status = VolumeStatus.Creating,
            TypeId = type.Id,
            AvailabilityZone = zone,
            SnapshotId = source.Snapshot?.Id,
            SourceVolumeId = source.Volume?.Id,
            BackupId = source.BackupId,
            GroupId = group.Length > 0 ? group : null,
            IsBootable = source.IsBootable,
            IsMultiattach = type.IsMultiattach,
            Metadata = fields.Map("metadata"),
            ImageMetadata = source.ImageMetadata,
            CreatedAt = state.Time,
        };
        return Place(state, request.Caller, volume, source, type);
    }

    /// <summary>Takes a volume in whose source is known, under the quota of its project.</summary>
    public Result<Volume> Place(Transaction state, Caller caller, Volume volume, VolumeSource source, VolumeType type)
    {
        if ((VolumeKeys.Refusal(type, source) ?? QuotaCheck.Volume(state, volume.ProjectId, volume.Size, type.Id)) is { } refusal)
            return refusal;
        var near = backends.Find(source.Host);
        if (near is not null && !near.Fits(type))
            near = null;
        var backend = backends.Choose(type, near, candidate => ServiceRecords.IsEnabled(state, candidate.ServiceHost));
        if (backend is null)
        {
            var homeless = volume with { Status = VolumeStatus.Error };
            state.Insert(BlockStorageTables.Volumes, homeless);
            UserMessages.Add(
                state, volume.ProjectId, caller.RequestId, "VOLUME", volume.Id, "001", "002",
                "schedule allocate volume:Could not find any available weighted backend.");
            return homeless;
        }
        var placed = volume with { Host = backend.Host, Key = VolumeKeys.Of(type, source) };
        state.Insert(BlockStorageTables.Volumes, placed);
        Jobs.Add(state, caller, source.BackupId is null ? JobKind.CreateVolume : JobKind.RestoreBackup, placed.Id, job => job with
        {
            OtherId = source.ImageId ?? source.BackupId,
            Others = source.Lanes,
        });
        return placed;
    }

    private static Result<int> SizeOf(Fields fields, VolumeSource source)
    {
        if ((fields.Integer("size") ?? source.Size) is not { } size)
            return Error.Invalid("Invalid input received: Invalid volume size provided for create request: expected a size in GiB, or what to make the volume of.");
        return source.Size is { } least && size < least
            ? Error.Invalid($"Invalid input received: Volume size '{size}'GB cannot be smaller than that of its source, {least}GB.")
            : size;
    }

    private static Result<string> ZoneOf(Fields fields, VolumeSource source) =>
        fields.Text("availability_zone") is not { } zone ? source.Zone ?? ServiceRecords.Zone
        : ServiceRecords.Zones().Contains(zone) ? zone
        : Error.Invalid($"Availability zone '{zone}' is invalid.");

    private static Result<VolumeType> TypeOf(Transaction state, VolumeRequest request, Fields fields, VolumeSource source) =>
        fields.Text("volume_type") is { Length: > 0 } asked ? TypeAccess.FindNamed(state, request.Caller, asked)
        : source.TypeId is { } id && state.In(BlockStorageTables.Types).Find(id) is { } same ? same
        : DefaultTypes.Of(state, request.Caller.ProjectId);

    // Empty: in none.
    private static Result<string> GroupOf(Transaction state, VolumeRequest request, Fields fields, VolumeType type)
    {
        if (fields.Text("group_id") is not { Length: > 0 } id)
            return "";
        if (state.In(BlockStorageTables.Groups).Find(id) is not { } group || !request.Sees(group.ProjectId))
            return CinderErrors.NotFound("Group", id);
        return group.VolumeTypes.Contains(type.Id)
            ? id
            : Error.Invalid($"Invalid volume type: the type {type.Name} is none of those that group {id} takes.");
    }
}
