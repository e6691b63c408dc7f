using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Encryption;
using Naru.BlockStorage.Quotas;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Services;
using Naru.BlockStorage.Volumes;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Backups;

/// <summary>What a request for a backup means, and whether it may be had.</summary>
internal static class NewBackup
{
    public const string DefaultContainer = "volumebackups";

    public static readonly BodySchema Schema = new(
        "backup",
        new Member("volume_id", Check.Uuid) { IsRequired = true },
        new Member("container", Check.OrNull(Check.Text(0, Limits.NameLength))),
        new Member("name", Check.Name),
        new Member("description", Check.Name),
        new Member("incremental", Check.OrNull(Check.Flag)),
        new Member("force", Check.OrNull(Check.Flag)),
        new Member("snapshot_id", Check.UuidOrNull),
        new Member("metadata", Check.OrNull(Check.Metadata)) { Since = 43 },
        new Member("availability_zone", Check.OrNull(Check.Text(0, Limits.NameLength))) { Since = 51 });

    public static Result<VolumeBackup> Begin(Transaction state, VolumeRequest request, Fields fields, IBackupStore store)
    {
        if (!request.Volume(state, fields.Text("volume_id")!, "backup:create").TryGet(out var volume, out var error)
            || !SnapshotOf(state, request, fields, volume).TryGet(out var snapshot, out error)
            || !ParentOf(state, request, fields, volume).TryGet(out var parent, out error))
        {
            return error;
        }
        if (VolumeKeys.RefusalOf(volume, "a backup") is { } encrypted)
            return encrypted;
        if (snapshot.Found is null && !volume.Is(VolumeStatus.Available) && !(fields.Flag("force") is true && volume.Is(VolumeStatus.InUse)))
            return CinderErrors.WrongStatus(volume.Id, "a backup", volume.Status, VolumeStatus.Available);
        if ((QuotaCheck.Count(state, request.Caller.ProjectId, "backups", null, "BackupLimitExceeded: Maximum number of backups allowed")
            ?? QuotaCheck.Gigabytes(state, request.Caller.ProjectId, volume.Size, null, "backup_gigabytes")) is { } exceeded)
        {
            return exceeded;
        }
        var id = Guid.NewGuid().ToString();
        var container = fields.Text("container") is { Length: > 0 } named ? named : DefaultContainer;
        if (!store.PlaceOf(request.Caller.ProjectId, container, id).TryGet(out var place, out error))
            return error;
        var backup = new VolumeBackup
        {
            Id = id,
            StoredAs = place,
            // Of who makes it: an administrator's backups of a user's volume are not the user's.
            ProjectId = request.Caller.ProjectId,
            UserId = request.Caller.UserId,
            VolumeId = volume.Id,
            SnapshotId = snapshot.Found?.Id,
            ParentId = parent.Found?.Id,
            Name = fields.Text("name"),
            Description = fields.Text("description"),
            Container = container,
            Size = volume.Size,
            Status = VolumeBackup.Creating,
            AvailabilityZone = ServiceRecords.Zone,
            Metadata = fields.Map("metadata"),
            TypeId = volume.TypeId,
            IsBootable = volume.IsBootable,
            VolumeMetadata = volume.Metadata,
            ImageMetadata = volume.ImageMetadata,
            DataAt = snapshot.Found?.CreatedAt ?? state.Time,
            CreatedAt = state.Time,
        };
        state.Insert(BlockStorageTables.Backups, backup);
        if (snapshot.Found is { } source)
            state.Update(BlockStorageTables.Snapshots, source with { Status = SnapshotStatus.BackingUp, UpdatedAt = state.Time });
        else
            VolumeRecords.Update(state, volume with { Status = VolumeStatus.BackingUp, PreviousStatus = volume.Status });
        Jobs.Add(state, request.Caller, JobKind.CreateBackup, id, job => job with
        {
            Previous = volume.Status,
            Others = new[] { volume.Id, snapshot.Found?.Id, parent.Found?.Id }.OfType<string>().ToEquatableList(),
        });
        return backup;
    }

    private static Result<Optional<VolumeSnapshot>> SnapshotOf(Transaction state, VolumeRequest request, Fields fields, Volume volume)
    {
        if (fields.Text("snapshot_id") is not { } id)
            return default(Optional<VolumeSnapshot>);
        if (!request.Snapshot(state, id, "volume:get_snapshot").TryGet(out var snapshot, out var error))
            return error;
        if (snapshot.VolumeId != volume.Id)
            return Error.Invalid($"Invalid snapshot: snapshot {id} is none of volume {volume.Id}.");
        return snapshot.Status == SnapshotStatus.Available
            ? new Optional<VolumeSnapshot>(snapshot)
            : Error.Invalid($"Invalid snapshot: Snapshot to be backed up must be available, but {id} is {snapshot.Status}.");
    }

    private static Result<Optional<VolumeBackup>> ParentOf(Transaction state, VolumeRequest request, Fields fields, Volume volume)
    {
        if (fields.Flag("incremental") is not true)
            return default(Optional<VolumeBackup>);
        var parent = BlockStorageTables.BackupsByVolume.Of(state, volume.Id)
            .Where(backup => backup.Status == VolumeBackup.Available && backup.ProjectId == request.Caller.ProjectId).MaxBy(backup => (backup.DataAt, backup.Id));
        return parent is null
            ? Error.Invalid("Invalid backup: No backups available to do an incremental backup.")
            : new Optional<VolumeBackup>(parent);
    }

    private readonly record struct Optional<T>(T? Found) where T : class;
}
