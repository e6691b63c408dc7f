using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Messages;
using Naru.BlockStorage.Volumes;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Managing;

/// <summary>Makes bytes that were there before those of a volume, whose size follows from them.</summary>
internal sealed class AdoptionWork(VolumeBackends backends) : IVolumeWork
{
    public string Kind => JobKind.ManageVolume;

    public Task<Result<Action<Transaction>>> DoAsync(VolumeJob job, IStateReader state, CancellationToken cancellation)
    {
        var size = 0;
        if (state.In(BlockStorageTables.Volumes).Find(job.ResourceId) is { } volume)
        {
            var driver = backends.DriverOf(volume);
            driver.Adopt(BytesOf.Volume(volume.Id), job.Detail!);
            size = Math.Max(1, Gibibyte.Holding(driver.Length(BytesOf.Volume(volume.Id))!.Value));
            driver.Extend(volume.Id, size * Gibibyte.Bytes);
        }
        return Task.FromResult<Result<Action<Transaction>>>(new Action<Transaction>(after =>
        {
            if (after.In(BlockStorageTables.Volumes).Find(job.ResourceId) is { } managed)
                VolumeRecords.Update(after, managed with { Size = size, Status = VolumeStatus.Available });
        }));
    }

    public void Fail(Transaction state, VolumeJob job, Error error)
    {
        if (state.In(BlockStorageTables.Volumes).Find(job.ResourceId) is { } volume)
            VolumeRecords.Update(state, volume with { Status = VolumeStatus.ErrorManaging });
        UserMessages.Add(state, job, "VOLUME", "012", "001", $"manage volume: {error.Message}");
    }
}
