using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.Images.Content;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Volumes;

/// <summary>What a new volume is made of.</summary>
internal sealed record VolumeSource
{
    public static readonly VolumeSource Nothing = new();

    public VolumeSnapshot? Snapshot { get; init; }

    public Volume? Volume { get; init; }

    public string? ImageId { get; init; }

    public string? BackupId { get; init; }

    /// <summary>What its bytes are encrypted with; null: they are not.</summary>
    public VolumeKey? Key { get; init; }

    /// <summary>The least size that holds it, in GiB; null: any does.</summary>
    public int? Size { get; init; }

    public string? TypeId { get; init; }

    public string? Zone { get; init; }

    /// <summary>The pool that has its bytes.</summary>
    public string? Host { get; init; }

    public bool IsBootable { get; init; }

    public EquatableList<Entry> ImageMetadata { get; init; }

    /// <summary>What must not change while it is read.</summary>
    public EquatableList<string> Lanes { get; init; }

    public static Result<VolumeSource> Of(Transaction state, VolumeRequest request, ImageLibrary images, Fields fields)
    {
        var image = fields.Text("imageRef") is { Length: > 0 } reference ? reference : fields.Text("image_id");
        var named = new[] { fields.Text("snapshot_id"), fields.Text("source_volid"), image, fields.Text("backup_id") }.Count(source => source is { Length: > 0 });
        if (named > 1)
            return Error.Invalid("Invalid input received: a volume is made of one source: snapshot_id, source_volid, imageRef or backup_id.");
        if (fields.Text("snapshot_id") is { Length: > 0 } snapshotId)
            return OfSnapshot(state, request, snapshotId);
        if (fields.Text("source_volid") is { Length: > 0 } volumeId)
            return OfVolume(state, request, volumeId);
        if (image is { Length: > 0 })
            return ImageSource.Of(state, request.Caller, images, image);
        if (fields.Text("backup_id") is { Length: > 0 } backupId)
            return OfBackup(state, request, backupId);
        return Nothing;
    }

    public static VolumeSource Of(VolumeSnapshot snapshot, Volume origin) => new()
    {
        Snapshot = snapshot,
        Key = origin.Key,
        Size = snapshot.Size,
        TypeId = snapshot.TypeId,
        Zone = origin.AvailabilityZone,
        Host = origin.Host,
        IsBootable = origin.IsBootable,
        ImageMetadata = origin.ImageMetadata,
        Lanes = [snapshot.Id],
    };

    public static VolumeSource Of(Volume volume) => new()
    {
        Volume = volume,
        Key = volume.Key,
        Size = volume.Size,
        TypeId = volume.TypeId,
        Zone = volume.AvailabilityZone,
        Host = volume.Host,
        IsBootable = volume.IsBootable,
        ImageMetadata = volume.ImageMetadata,
        Lanes = [volume.Id],
    };

    private static Result<VolumeSource> OfSnapshot(Transaction state, VolumeRequest request, string id) => request.Snapshot(state, id, "volume:get_snapshot").Then(snapshot =>
    {
        if (snapshot.Status != SnapshotStatus.Available)
            return Error.Invalid($"Invalid snapshot: Originating snapshot status must be one of 'available' values, and {id} is {snapshot.Status}.");
        return state.In(BlockStorageTables.Volumes).Find(snapshot.VolumeId) is { } origin ? Of(snapshot, origin) : (Result<VolumeSource>)CinderErrors.NotFound("Volume", snapshot.VolumeId);
    });

    private static Result<VolumeSource> OfBackup(Transaction state, VolumeRequest request, string id)
    {
        if (state.In(BlockStorageTables.Backups).Find(id) is not { } backup || !request.Sees(backup.ProjectId))
            return CinderErrors.NotFound("Backup", id);
        return backup.Status == VolumeBackup.Available
            ? new VolumeSource
            {
                BackupId = id, Size = backup.Size, TypeId = backup.TypeId, IsBootable = backup.IsBootable, ImageMetadata = backup.ImageMetadata, Lanes = [id],
            }
            : Error.Invalid($"Invalid backup: Backup {id} must be available to make a volume of it, and is {backup.Status}.");
    }

    private static Result<VolumeSource> OfVolume(Transaction state, VolumeRequest request, string id) => request.Volume(state, id, "volume:get").Then(volume =>
        volume.Is(VolumeStatus.Available, VolumeStatus.InUse)
            ? (Result<VolumeSource>)Of(volume)
            : Error.Invalid($"Invalid volume: Unable to create a volume from an originating source volume when its status is not one of 'available', 'in-use'; {id} is {volume.Status}."));
}
