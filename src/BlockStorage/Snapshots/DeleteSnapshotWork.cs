using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Snapshots;

/// <summary>Removes a snapshot; volumes that were made of it have bytes of their own.</summary>
internal sealed class DeleteSnapshotWork(VolumeBackends backends) : IVolumeWork
{
    public string Kind => JobKind.DeleteSnapshot;

    public Task<Result<Action<Transaction>>> DoAsync(VolumeJob job, IStateReader state, CancellationToken cancellation)
    {
        if (state.In(BlockStorageTables.Snapshots).Find(job.ResourceId) is { } snapshot
            && state.In(BlockStorageTables.Volumes).Find(snapshot.VolumeId) is { Host: not null } volume)
        {
            backends.DriverOf(volume).Delete(BytesOf.Snapshot(snapshot.Id));
        }
        return Task.FromResult<Result<Action<Transaction>>>(new Action<Transaction>(after => after.Delete(BlockStorageTables.Snapshots, job.ResourceId)));
    }

    public void Fail(Transaction state, VolumeJob job, Error error)
    {
        if (state.In(BlockStorageTables.Snapshots).Find(job.ResourceId) is { } snapshot)
            state.Update(BlockStorageTables.Snapshots, snapshot with { Status = SnapshotStatus.ErrorDeleting, UpdatedAt = state.Time });
    }
}
