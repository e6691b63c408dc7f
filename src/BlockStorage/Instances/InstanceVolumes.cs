using Naru.BlockStorage.Attachments;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Services;
using Naru.BlockStorage.Snapshots;
using Naru.BlockStorage.Types;
using Naru.BlockStorage.Volumes;
using Naru.Compute.Volumes;
using Naru.Images.Content;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.BlockStorage.Instances;

/// <summary>The volumes of instances, within the writes of Compute.</summary>
internal sealed class InstanceVolumes(VolumeBackends backends, Volumes.NewVolume newVolume, ImageLibrary images) : IVolumes
{
    public Result<VolumeDescription> Find(IStateReader state, Caller caller, string volumeId) => Seen(state, caller, volumeId).Map(volume =>
        new VolumeDescription(volume.Id, volume.Name ?? "", volume.Status, volume.Size, volume.IsBootable, volume.IsMultiattach)
        {
            ImageMetadata = volume.ImageMetadata.Select(entry => new NodeKeyValue(entry.Key, entry.Value)).ToEquatableList(),
        });

    public Result<string> Create(Transaction state, Caller caller, Compute.Volumes.NewVolume wanted)
    {
        if (!SourceOf(state, caller, wanted).TryGet(out var source, out var error) || !TypeOf(state, caller, wanted, source).TryGet(out var type, out error))
            return error;
        if ((wanted.SizeGiB ?? source.Size) is not { } size)
            return Error.Invalid("A volume that is made of nothing needs a size.");
        if (source.Size is { } least && size < least)
            return Error.Invalid($"Volume size {size}GB cannot be smaller than that of its source, {least}GB.");
        return newVolume.Place(
            state, caller,
            new Volume
            {
                Id = Guid.NewGuid().ToString(),
                ProjectId = caller.ProjectId,
                UserId = caller.UserId,
                Name = wanted.Name,
                Description = "",
                Size = size,
                Status = VolumeStatus.Creating,
                TypeId = type.Id,
                AvailabilityZone = ServiceRecords.Zone,
                SnapshotId = source.Snapshot?.Id,
                IsBootable = source.IsBootable,
                IsMultiattach = type.IsMultiattach,
                ImageMetadata = source.ImageMetadata,
                CreatedAt = state.Time,
            },
            source, type).Then(volume => volume.Is(VolumeStatus.Error) ? Error.Conflict("NoValidBackend", "No backend has room for the volume.") : (Result<string>)volume.Id);
    }

    public Result<string> Attach(Transaction state, Caller caller, string volumeId, VolumeUse use) => Seen(state, caller, volumeId).Then(volume =>
    {
        // One that is still being made is waited for by the host.
        if (!volume.Is(VolumeStatus.Creating) && AttachmentChanges.Refusal(volume) is { } refusal)
            return refusal;
        if (BlockStorageTables.AttachmentsByVolume.Of(state, volumeId).Any(attachment => attachment.InstanceId == use.ServerId))
            return Error.Invalid($"Volume {volumeId} is attached to instance {use.ServerId} already.");
        return (Result<string>)AttachmentChanges.Add(state, volume, new VolumeAttachment
        {
            Id = Guid.NewGuid().ToString(),
            VolumeId = volumeId,
            ProjectId = volume.ProjectId,
            InstanceId = use.ServerId,
            HostName = use.Host.Length > 0 ? use.Host : null,
            MountPoint = use.Device,
            Mode = volume.IsReadOnly is true ? AttachmentChanges.ReadOnly : AttachmentChanges.ReadWrite,
            Status = VolumeAttachment.Attaching,
            CreatedAt = state.Time,
        }).Id;
    });

    public Result<string> Snapshot(Transaction state, Caller caller, string volumeId, string name) => Seen(state, caller, volumeId).Then(volume =>
        volume.Is(VolumeStatus.Available, VolumeStatus.InUse)
            ? NewSnapshot.Begin(state, caller, volume, name, description: null, []).Map(snapshot => snapshot.Id)
            : CinderErrors.WrongStatus(volume.Id, "a snapshot", volume.Status, VolumeStatus.Available, VolumeStatus.InUse));

    public void Attached(Transaction state, string attachmentId)
    {
        if (state.In(BlockStorageTables.Attachments).Find(attachmentId) is { Status: not VolumeAttachment.Attached } attachment)
            AttachmentChanges.Complete(state, attachment);
    }

    public void Moved(Transaction state, string attachmentId, string host)
    {
        if (state.In(BlockStorageTables.Attachments).Find(attachmentId) is { } attachment)
            state.Update(BlockStorageTables.Attachments, attachment with { HostName = host.Length > 0 ? host : null });
    }

    public Result<Done> Release(Transaction state, Caller caller, string attachmentId)
    {
        if (state.In(BlockStorageTables.Attachments).Find(attachmentId) is not { } attachment)
            return Error.NotFound("VolumeAttachmentNotFound", $"Volume attachment {attachmentId} could not be found.");
        if (state.In(BlockStorageTables.Volumes).Find(attachment.VolumeId) is { } volume && !volume.Is(VolumeStatus.InUse, VolumeStatus.Attaching, VolumeStatus.Detaching, VolumeStatus.Creating))
            return Error.Invalid($"Invalid volume: Unable to detach volume {volume.Id}: its status must be in-use, and is {volume.Status}.");
        AttachmentChanges.Update(state, attachment with { Status = VolumeAttachment.Detaching });
        return Done.Ok;
    }

    public void Detach(Transaction state, string attachmentId)
    {
        if (state.In(BlockStorageTables.Attachments).Find(attachmentId) is { } attachment)
            AttachmentChanges.Remove(state, attachment);
    }

    public void Delete(Transaction state, string volumeId)
    {
        if (state.In(BlockStorageTables.Volumes).Find(volumeId) is { } volume && !volume.Is(VolumeStatus.Deleting))
            VolumeDeletion.Begin(state, Caller.System with { ProjectId = volume.ProjectId, RequestId = "instance" }, volume, isForced: true, isCascading: false);
    }

    public VolumeConnection? Connection(IStateReader state, string attachmentId, string? host)
    {
        if (state.In(BlockStorageTables.Attachments).Find(attachmentId) is not { } attachment
            || attachment.SizeGiB == 0 || state.In(BlockStorageTables.Volumes).Find(attachment.VolumeId) is not { } volume)
        {
            return null;
        }
        return backends.Find(volume.Host) is { } backend
            ? new VolumeConnection(backend.Driver.Connection(volume.Id, host ?? attachment.HostName), attachment.SizeGiB, attachment.Mode == AttachmentChanges.ReadOnly)
            {
                Secret = volume.Key?.Secret ?? "",
            }
            : null;
    }

    public string? HostOf(Change change) => (change.After ?? change.Before) switch
    {
        VolumeAttachment attachment => attachment.HostName ?? (change.Before as VolumeAttachment)?.HostName,
        _ => null,
    };

    private static Result<Volume> Seen(IStateReader state, Caller caller, string volumeId) =>
        state.In(BlockStorageTables.Volumes).Find(volumeId) is { } volume && (volume.ProjectId == caller.ProjectId || caller.IsAdmin)
            ? volume
            : CinderErrors.NotFound("Volume", volumeId);

    private Result<VolumeSource> SourceOf(Transaction state, Caller caller, Compute.Volumes.NewVolume wanted)
    {
        if (wanted.ImageId is { } imageId)
            return ImageSource.Of(state, caller, images, imageId);
        if (wanted.SnapshotId is not { } snapshotId)
            return VolumeSource.Nothing;
        return state.In(BlockStorageTables.Snapshots).Find(snapshotId) is { Status: SnapshotStatus.Available } snapshot && (snapshot.ProjectId == caller.ProjectId || caller.IsAdmin)
            && state.In(BlockStorageTables.Volumes).Find(snapshot.VolumeId) is { } origin
            ? VolumeSource.Of(snapshot, origin)
            : CinderErrors.NotFound("Snapshot", snapshotId);
    }

    private static Result<VolumeType> TypeOf(Transaction state, Caller caller, Compute.Volumes.NewVolume wanted, VolumeSource source) =>
        wanted.Type is { Length: > 0 } named ? TypeAccess.FindNamed(state, caller, named)
        : source.TypeId is { } id && state.In(BlockStorageTables.Types).Find(id) is { } same ? same
        : DefaultTypes.Of(state, caller.ProjectId);
}
