using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Encryption;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Services;
using Naru.BlockStorage.Types;
using Naru.BlockStorage.Volumes;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Backups;

/// <summary>Begins to restore a backup: into a volume that is there, or into a new one.</summary>
internal sealed class BackupRestores(NewVolume newVolume)
{
    public static readonly BodySchema Schema = new("restore", new Member("name", Check.Name), new Member("volume_id", Check.UuidOrNull)) { AllowsNull = true };

    public Result<Volume> Begin(Transaction state, VolumeRequest request, VolumeBackup backup, Fields fields)
    {
        if (backup.Status != VolumeBackup.Available)
            return Error.Invalid($"Invalid backup: Backup status must be available, and {backup.Id} is {backup.Status}.");
        state.Update(BlockStorageTables.Backups, backup with { Status = VolumeBackup.Restoring, UpdatedAt = state.Time });
        return fields.Text("volume_id") is { } volumeId ? Into(state, request, backup, volumeId) : IntoNew(state, request, backup, fields.Text("name"));
    }

    private static Result<Volume> Into(Transaction state, VolumeRequest request, VolumeBackup backup, string volumeId) => request.Volume(state, volumeId, "backup:restore").Then(volume =>
    {
        if (!volume.Is(VolumeStatus.Available))
            return CinderErrors.WrongStatus(volume.Id, "a restore", volume.Status, VolumeStatus.Available);
        if (VolumeKeys.RefusalOf(volume, "a restore into it") is { } encrypted)
            return encrypted;
        if (volume.Size < backup.Size)
            return Error.Invalid($"Invalid volume: volume size {volume.Size} is too small to restore backup {backup.Id} of size {backup.Size}.");
        var restoring = volume with { Status = VolumeStatus.RestoringBackup, PreviousStatus = volume.Status, UpdatedAt = state.Time };
        state.Update(BlockStorageTables.Volumes, restoring);
        Jobs.Add(state, request.Caller, JobKind.RestoreBackup, volume.Id, job => job with { OtherId = backup.Id, Others = [backup.Id] });
        return (Result<Volume>)restoring;
    });

    private Result<Volume> IntoNew(Transaction state, VolumeRequest request, VolumeBackup backup, string? name)
    {
        var sameType = backup.TypeId is { } id ? state.In(BlockStorageTables.Types).Find(id) : null;
        if (!(sameType is null ? DefaultTypes.Of(state, request.Caller.ProjectId) : sameType).TryGet(out var type, out var error))
            return error;
        return newVolume.Place(
            state, request.Caller,
            new Volume
            {
                Id = Guid.NewGuid().ToString(),
                ProjectId = request.Caller.ProjectId,
                UserId = request.Caller.UserId,
                Name = name ?? $"restore_backup_{backup.Id}",
                Description = "auto-created_from_restore_from_backup",
                Size = backup.Size,
                Status = VolumeStatus.Creating,
                TypeId = type.Id,
                AvailabilityZone = ServiceRecords.Zone,
                IsBootable = backup.IsBootable,
                IsMultiattach = type.IsMultiattach,
                Metadata = backup.VolumeMetadata,
                ImageMetadata = backup.ImageMetadata,
                CreatedAt = state.Time,
            },
            new VolumeSource { BackupId = backup.Id, Size = backup.Size, Lanes = [backup.Id] }, type);
    }
}
