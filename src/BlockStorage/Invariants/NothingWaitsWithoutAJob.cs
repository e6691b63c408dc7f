using Naru.BlockStorage.Documents;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.BlockStorage.Invariants;

/// <summary>A status that ends by itself has a job that will end it. (An administrator can say otherwise with <c>os-reset_status</c>.)</summary>
internal sealed class NothingWaitsWithoutAJob : IInvariant
{
    private static readonly string[] OfVolumes =
    [
        VolumeStatus.Creating, VolumeStatus.Downloading, VolumeStatus.Extending, VolumeStatus.Reverting, VolumeStatus.Uploading, VolumeStatus.BackingUp,
        VolumeStatus.RestoringBackup, VolumeStatus.Managing, VolumeStatus.Unmanaging, VolumeStatus.Deleting,
    ];

    private static readonly string[] OfSnapshots =
        [SnapshotStatus.Creating, SnapshotStatus.Deleting, SnapshotStatus.BackingUp, SnapshotStatus.Restoring, SnapshotStatus.Unmanaging];

    private static readonly string[] OfBackups = [VolumeBackup.Creating, VolumeBackup.Deleting, VolumeBackup.Restoring];

    public string Rule => "What is being done with a volume, a snapshot or a backup has a job that will end it.";

    public IEnumerable<Violation> Violations(Snapshot state)
    {
        var busy = state.In(BlockStorageTables.Jobs).All.SelectMany(job => job.Lanes).ToHashSet();
        return state.In(BlockStorageTables.Volumes).All.Where(volume => OfVolumes.Contains(volume.Status)).Select(volume => ("volume", volume.Id, volume.Status))
            .Concat(state.In(BlockStorageTables.Snapshots).All.Where(snapshot => OfSnapshots.Contains(snapshot.Status)).Select(snapshot => ("snapshot", snapshot.Id, snapshot.Status)))
            .Concat(state.In(BlockStorageTables.Backups).All.Where(backup => OfBackups.Contains(backup.Status)).Select(backup => ("backup", backup.Id, backup.Status)))
            .Where(waiting => !busy.Contains(waiting.Id))
            .Select(waiting => new Violation(Violation.Title(waiting.Item1, waiting.Id), $"its status is {waiting.Status}, and no job is about it", "a job, or another status"));
    }
}
