using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Volumes;

/// <summary>Removes a volume, whose snapshots are gone by then.</summary>
internal sealed class DeleteVolumeWork(VolumeBackends backends) : IVolumeWork
{
    public string Kind => JobKind.DeleteVolume;

    public Task<Result<Action<Transaction>>> DoAsync(VolumeJob job, IStateReader state, CancellationToken cancellation)
    {
        if (state.In(BlockStorageTables.Volumes).Find(job.ResourceId) is { Host: not null } volume)
        {
            if (BlockStorageTables.SnapshotsByVolume.Any(state, volume.Id))
                return Task.FromResult<Result<Action<Transaction>>>(Error.Conflict("VolumeHasSnapshots", $"Volume {volume.Id} still has snapshots."));
            backends.DriverOf(volume).Delete(BytesOf.Volume(volume.Id));
        }
        return Task.FromResult<Result<Action<Transaction>>>(new Action<Transaction>(after => VolumeRecords.Remove(after, job.ResourceId)));
    }

    public void Fail(Transaction state, VolumeJob job, Error error)
    {
        if (state.In(BlockStorageTables.Volumes).Find(job.ResourceId) is { } volume)
            state.Update(BlockStorageTables.Volumes, volume with { Status = VolumeStatus.ErrorDeleting, UpdatedAt = state.Time });
    }
}
