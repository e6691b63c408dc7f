using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Volumes;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Managing;

/// <summary>Forgets a volume and lets its bytes be.</summary>
internal sealed class ReleaseWork(VolumeBackends backends) : IVolumeWork
{
    public string Kind => JobKind.UnmanageVolume;

    public Task<Result<Action<Transaction>>> DoAsync(VolumeJob job, IStateReader state, CancellationToken cancellation)
    {
        if (state.In(BlockStorageTables.Volumes).Find(job.ResourceId) is { } volume)
            backends.DriverOf(volume).Release(BytesOf.Volume(volume.Id));
        return Task.FromResult<Result<Action<Transaction>>>(new Action<Transaction>(after => VolumeRecords.Remove(after, job.ResourceId)));
    }

    public void Fail(Transaction state, VolumeJob job, Error error)
    {
        if (state.In(BlockStorageTables.Volumes).Find(job.ResourceId) is { } volume)
            VolumeRecords.Update(state, volume with { Status = "error_unmanaging" });
    }
}
