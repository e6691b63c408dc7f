using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Messages;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Volumes;

/// <summary>Puts back what a volume held at its latest snapshot.</summary>
internal sealed class RevertVolumeWork(VolumeBackends backends) : IVolumeWork
{
    public string Kind => JobKind.RevertVolume;

    public Task<Result<Action<Transaction>>> DoAsync(VolumeJob job, IStateReader state, CancellationToken cancellation)
    {
        if (state.In(BlockStorageTables.Volumes).Find(job.ResourceId) is { } volume)
            backends.DriverOf(volume).Revert(volume.Id, (long)volume.Size << 30, job.OtherId!, cancellation);
        return Task.FromResult<Result<Action<Transaction>>>(new Action<Transaction>(after => End(after, job, job.Previous ?? VolumeStatus.Available)));
    }

    public void Fail(Transaction state, VolumeJob job, Error error)
    {
        End(state, job, VolumeStatus.Error);
        UserMessages.Add(state, job, "VOLUME", "014", "001", $"revert volume to snapshot: {error.Message}");
    }

    private static void End(Transaction state, VolumeJob job, string status)
    {
        if (state.In(BlockStorageTables.Volumes).Find(job.ResourceId) is { Status: VolumeStatus.Reverting } volume)
            VolumeRecords.Update(state, volume with { Status = status });
        if (state.In(BlockStorageTables.Snapshots).Find(job.OtherId!) is { Status: SnapshotStatus.Restoring } snapshot)
            state.Update(BlockStorageTables.Snapshots, snapshot with { Status = SnapshotStatus.Available, UpdatedAt = state.Time });
    }
}
