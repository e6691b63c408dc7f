using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.BlockStorage.Volumes;

/// <summary>Begins to delete a volume, if nothing is in the way.</summary>
internal static class VolumeDeletion
{
    private static readonly string[] Deletable =
    [
        VolumeStatus.Available, VolumeStatus.Error, VolumeStatus.ErrorRestoring, VolumeStatus.ErrorExtending, VolumeStatus.ErrorManaging, VolumeStatus.ErrorDeleting,
    ];

    public static Result<Volume> Begin(Transaction state, Caller caller, Volume volume, bool isForced, bool isCascading)
    {
        if (Refusal(state, volume, isForced) is { } refusal)
            return refusal;
        var snapshots = BlockStorageTables.SnapshotsByVolume.Of(state, volume.Id);
        if (snapshots.Count > 0 && !isCascading)
            return Error.Invalid($"Invalid volume: Volume {volume.Id} still has {snapshots.Count} dependent snapshots. Delete them first, or use cascade.");
        if (snapshots.FirstOrDefault(snapshot => snapshot.Status is not (SnapshotStatus.Available or SnapshotStatus.Error or SnapshotStatus.Deleting or SnapshotStatus.ErrorDeleting)) is { } busy)
            return Error.Invalid($"Invalid volume: snapshot {busy.Id} of volume {volume.Id} is {busy.Status}.");
        foreach (var snapshot in snapshots.Where(snapshot => snapshot.Status != SnapshotStatus.Deleting))
        {
            state.Update(BlockStorageTables.Snapshots, snapshot with { Status = SnapshotStatus.Deleting, UpdatedAt = state.Time });
            Jobs.Add(state, caller, JobKind.DeleteSnapshot, snapshot.Id, job => job with { Others = [volume.Id] });
        }
        var deleting = volume with { Status = VolumeStatus.Deleting, PreviousStatus = volume.Status, UpdatedAt = state.Time };
        state.Update(BlockStorageTables.Volumes, deleting);
        Jobs.Add(state, caller, JobKind.DeleteVolume, volume.Id);
        return deleting;
    }

    private static Error? Refusal(Transaction state, Volume volume, bool isForced)
    {
        if (BlockStorageTables.AttachmentsByVolume.Any(state, volume.Id))
            return Error.Invalid($"Invalid volume: Volume {volume.Id} is attached, or about to be: detach it first.");
        if (isForced)
            return null;
        if (!Deletable.Contains(volume.Status))
            return CinderErrors.WrongStatus(volume.Id, "deletion", volume.Status, Deletable);
        return volume.GroupId is { } group ? Error.Invalid($"Invalid volume: Volume {volume.Id} is in group {group}: take it out first.") : null;
    }
}
