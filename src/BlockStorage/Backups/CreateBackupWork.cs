using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Messages;
using Naru.BlockStorage.Volumes;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Backups;

/// <summary>Keeps what a volume or a snapshot holds somewhere else.</summary>
internal sealed class CreateBackupWork(VolumeBackends backends, BackupBytes bytes) : IVolumeWork
{
    public string Kind => JobKind.CreateBackup;

    public async Task<Result<Action<Transaction>>> DoAsync(VolumeJob job, IStateReader state, CancellationToken cancellation)
    {
        if (state.In(BlockStorageTables.Backups).Find(job.ResourceId) is not { } backup || state.In(BlockStorageTables.Volumes).Find(backup.VolumeId) is not { } volume)
            return new Action<Transaction>(_ => { });
        var parent = backup.ParentId is { } id ? state.In(BlockStorageTables.Backups).Find(id)?.StoredAs : null;
        await using var source = backends.DriverOf(volume).Open(backup.SnapshotId is { } snapshot ? BytesOf.Snapshot(snapshot) : BytesOf.Volume(volume.Id), cancellation);
        return (await bytes.SaveAsync(backup.StoredAs, source, parent, cancellation)).Map(count =>
            new Action<Transaction>(after => End(after, job, made => made with { Status = VolumeBackup.Available, ObjectCount = count })));
    }

    public void Fail(Transaction state, VolumeJob job, Error error)
    {
        End(state, job, backup => backup with { Status = VolumeBackup.Error, FailReason = error.Message });
        UserMessages.Add(state, job, "VOLUME_BACKUP", "013", "001", $"create backup: {error.Message}");
    }

    private static void End(Transaction state, VolumeJob job, Func<VolumeBackup, VolumeBackup> change)
    {
        if (state.In(BlockStorageTables.Backups).Find(job.ResourceId) is not { } backup)
            return;
        state.Update(BlockStorageTables.Backups, change(backup) with { UpdatedAt = state.Time });
        if (state.In(BlockStorageTables.Volumes).Find(backup.VolumeId) is { Status: VolumeStatus.BackingUp } volume)
            VolumeRecords.Update(state, volume with { Status = job.Previous ?? VolumeStatus.Available });
        if (backup.SnapshotId is { } id && state.In(BlockStorageTables.Snapshots).Find(id) is { Status: SnapshotStatus.BackingUp } snapshot)
            state.Update(BlockStorageTables.Snapshots, snapshot with { Status = SnapshotStatus.Available, UpdatedAt = state.Time });
    }
}
