using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Backups;

/// <summary>Removes a backup, and its bytes unless another one names them, too.</summary>
internal sealed class DeleteBackupWork(BackupBytes bytes) : IVolumeWork
{
    public string Kind => JobKind.DeleteBackup;

    public async Task<Result<Action<Transaction>>> DoAsync(VolumeJob job, IStateReader state, CancellationToken cancellation)
    {
        if (state.In(BlockStorageTables.Backups).Find(job.ResourceId) is { } backup && BlockStorageTables.BackupsByPlace.CountOf(state, backup.StoredAs) == 1)
            await bytes.DeleteAsync(backup.StoredAs);
        return new Action<Transaction>(after => after.Delete(BlockStorageTables.Backups, job.ResourceId));
    }

    public void Fail(Transaction state, VolumeJob job, Error error)
    {
        if (state.In(BlockStorageTables.Backups).Find(job.ResourceId) is { } backup)
            state.Update(BlockStorageTables.Backups, backup with { Status = VolumeBackup.ErrorDeleting, FailReason = error.Message, UpdatedAt = state.Time });
    }
}
