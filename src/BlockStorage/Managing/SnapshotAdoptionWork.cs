using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Messages;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Managing;

/// <summary>Makes bytes that were there before those of a snapshot.</summary>
internal sealed class SnapshotAdoptionWork(VolumeBackends backends) : IVolumeWork
{
    public string Kind => JobKind.ManageSnapshot;

    public Task<Result<Action<Transaction>>> DoAsync(VolumeJob job, IStateReader state, CancellationToken cancellation)
    {
        if (state.In(BlockStorageTables.Snapshots).Find(job.ResourceId) is { } snapshot && state.In(BlockStorageTables.Volumes).Find(snapshot.VolumeId) is { } volume)
            backends.DriverOf(volume).Adopt(BytesOf.Snapshot(snapshot.Id), job.Detail!);
        return Task.FromResult<Result<Action<Transaction>>>(new Action<Transaction>(after => SetStatus(after, job, SnapshotStatus.Available)));
    }

    public void Fail(Transaction state, VolumeJob job, Error error)
    {
        SetStatus(state, job, SnapshotStatus.Error);
        UserMessages.Add(state, job, "VOLUME_SNAPSHOT", "012", "001", $"manage snapshot: {error.Message}");
    }

    private static void SetStatus(Transaction state, VolumeJob job, string status)
    {
        if (state.In(BlockStorageTables.Snapshots).Find(job.ResourceId) is { } snapshot)
            state.Update(BlockStorageTables.Snapshots, snapshot with { Status = status, Progress = "100%", UpdatedAt = state.Time });
    }
}
