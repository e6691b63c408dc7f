using Naru.BlockStorage.Attachments;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Messages;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Volumes;

/// <summary>Makes a volume larger; what is attached sees it when its host looks again.</summary>
internal sealed class ExtendVolumeWork(VolumeBackends backends) : IVolumeWork
{
    public string Kind => JobKind.ExtendVolume;

    public Task<Result<Action<Transaction>>> DoAsync(VolumeJob job, IStateReader state, CancellationToken cancellation)
    {
        if (state.In(BlockStorageTables.Volumes).Find(job.ResourceId) is { } volume)
            backends.DriverOf(volume).Extend(volume.Id, (long)job.Size << 30);
        return Task.FromResult<Result<Action<Transaction>>>(new Action<Transaction>(after =>
        {
            if (after.In(BlockStorageTables.Volumes).Find(job.ResourceId) is not { } former)
                return;
            var extended = former with { Status = StatusAfter(former, job), Size = job.Size, UpdatedAt = after.Time };
            after.Update(BlockStorageTables.Volumes, extended);
            AttachmentChanges.Offer(after, extended);
        }));
    }

    public void Fail(Transaction state, VolumeJob job, Error error)
    {
        if (state.In(BlockStorageTables.Volumes).Find(job.ResourceId) is not { } volume)
            return;
        state.Update(BlockStorageTables.Volumes, volume with { Status = VolumeStatus.ErrorExtending, UpdatedAt = state.Time });
        UserMessages.Add(state, job, "VOLUME", "007", "001", $"extend volume: {error.Message}");
    }

    private static string StatusAfter(Volume volume, VolumeJob job) => volume.Is(VolumeStatus.Extending) ? job.Previous ?? VolumeStatus.Available : volume.Status;
}
