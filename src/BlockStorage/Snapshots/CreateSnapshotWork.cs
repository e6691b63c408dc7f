using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Messages;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Snapshots;

/// <summary>Keeps what a volume holds.</summary>
internal sealed class CreateSnapshotWork(VolumeBackends backends) : IVolumeWork
{
    public string Kind => JobKind.CreateSnapshot;

    public Task<Result<Action<Transaction>>> DoAsync(VolumeJob job, IStateReader state, CancellationToken cancellation)
    {
        if (state.In(BlockStorageTables.Snapshots).Find(job.ResourceId) is not { } snapshot
            || state.In(BlockStorageTables.Volumes).Find(snapshot.VolumeId) is not { } volume)
        {
            return Task.FromResult<Result<Action<Transaction>>>(new Action<Transaction>(_ => { }));
        }
        var driver = backends.DriverOf(volume);
        if (driver.Length(BytesOf.Snapshot(snapshot.Id)) is null)
            driver.TakeSnapshot(snapshot.Id, volume.Id, cancellation);
        return Task.FromResult<Result<Action<Transaction>>>(new Action<Transaction>(after => SetStatus(after, job.ResourceId, SnapshotStatus.Available, "100%")));
    }

    public void Fail(Transaction state, VolumeJob job, Error error)
    {
        SetStatus(state, job.ResourceId, SnapshotStatus.Error, "0%");
        UserMessages.Add(state, job, "VOLUME_SNAPSHOT", "010", "001", $"create snapshot: {error.Message}");
    }

    private static void SetStatus(Transaction state, string id, string status, string progress)
    {
        if (state.In(BlockStorageTables.Snapshots).Find(id) is { Status: SnapshotStatus.Creating } snapshot)
            state.Update(BlockStorageTables.Snapshots, snapshot with { Status = status, Progress = progress, UpdatedAt = state.Time });
    }
}
