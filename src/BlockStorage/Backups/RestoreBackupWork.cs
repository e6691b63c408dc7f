using Naru.BlockStorage.Attachments;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Messages;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Backups;

/// <summary>Gives a volume, new or not, what a backup has.</summary>
internal sealed class RestoreBackupWork(VolumeBackends backends, BackupBytes bytes) : IVolumeWork
{
    public string Kind => JobKind.RestoreBackup;

    public async Task<Result<Action<Transaction>>> DoAsync(VolumeJob job, IStateReader state, CancellationToken cancellation)
    {
        if (state.In(BlockStorageTables.Volumes).Find(job.ResourceId) is { } volume)
        {
            if (state.In(BlockStorageTables.Backups).Find(job.OtherId!) is not { } backup)
                return Error.NotFound("BackupNotFound", $"backup {job.OtherId} is not there any more");
            if ((await bytes.RestoreAsync(backup.StoredAs, backends.DriverOf(volume), volume.Id, (long)volume.Size << 30, cancellation)).Error is { } error)
                return error;
        }
        return new Action<Transaction>(after => End(after, job, VolumeStatus.Available));
    }

    public void Fail(Transaction state, VolumeJob job, Error error)
    {
        var wasMade = state.In(BlockStorageTables.Volumes).Find(job.ResourceId) is { Status: VolumeStatus.Creating };
        End(state, job, wasMade ? VolumeStatus.Error : VolumeStatus.ErrorRestoring);
        UserMessages.Add(state, job, "VOLUME_BACKUP", "015", "001", $"restore backup: {error.Message}");
    }

    private static void End(Transaction state, VolumeJob job, string status)
    {
        if (state.In(BlockStorageTables.Volumes).Find(job.ResourceId) is { Status: VolumeStatus.RestoringBackup or VolumeStatus.Creating } volume)
        {
            var restored = volume with { Status = status, BackupId = job.OtherId, UpdatedAt = state.Time };
            state.Update(BlockStorageTables.Volumes, restored);
            if (status == VolumeStatus.Available)
                AttachmentChanges.Offer(state, restored);
        }
        if (state.In(BlockStorageTables.Backups).Find(job.OtherId!) is { Status: VolumeBackup.Restoring } backup)
            state.Update(BlockStorageTables.Backups, backup with { Status = VolumeBackup.Available, UpdatedAt = state.Time });
    }
}
