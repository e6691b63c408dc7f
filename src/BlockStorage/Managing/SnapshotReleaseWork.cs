using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Managing;

/// <summary>Forgets a snapshot and lets its bytes be.</summary>
internal sealed class SnapshotReleaseWork(VolumeBackends backends) : IVolumeWork
{
    public string Kind => JobKind.UnmanageSnapshot;

    public Task<Result<Action<Transaction>>> DoAsync(VolumeJob job, IStateReader state, CancellationToken cancellation)
    {
        if (state.In(BlockStorageTables.Snapshots).Find(job.ResourceId) is { } snapshot && state.In(BlockStorageTables.Volumes).Find(snapshot.VolumeId) is { } volume)
            backends.DriverOf(volume).Release(BytesOf.Snapshot(snapshot.Id));
        return Task.FromResult<Result<Action<Transaction>>>(new Action<Transaction>(after => after.Delete(BlockStorageTables.Snapshots, job.ResourceId)));
    }

    public void Fail(Transaction state, VolumeJob job, Error error)
    {
        if (state.In(BlockStorageTables.Snapshots).Find(job.ResourceId) is { } snapshot)
            state.Update(BlockStorageTables.Snapshots, snapshot with { Status = SnapshotStatus.Error, UpdatedAt = state.Time });
    }
}
