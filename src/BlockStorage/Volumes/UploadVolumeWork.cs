using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Messages;
using Naru.BlockStorage.Work;
using Naru.Images;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Volumes;

/// <summary>Makes an image of a volume.</summary>
internal sealed class UploadVolumeWork(VolumeBackends backends, ImageBytes images) : IVolumeWork
{
    public string Kind => JobKind.UploadVolume;

    public async Task<Result<Action<Transaction>>> DoAsync(VolumeJob job, IStateReader state, CancellationToken cancellation)
    {
        // An image that has bytes got them before the process ended.
        if (state.In(BlockStorageTables.Volumes).Find(job.ResourceId) is { } volume && state.In(ImageTables.Images).Find(job.OtherId!) is { HasData: false })
        {
            var uploaded = await images.UploadAsync(
                new WriteContext(job.RequestId, job.UserId), backends.DriverOf(volume), volume.Id, job.OtherId!, job.Detail!, cancellation);
            if (uploaded.Error is { } error)
                return error;
        }
        return new Action<Transaction>(after => End(after, job));
    }

    public void Fail(Transaction state, VolumeJob job, Error error)
    {
        End(state, job);
        UserMessages.Add(state, job, "VOLUME", "004", "001", $"copy volume to image: {error.Message}");
    }

    private static void End(Transaction state, VolumeJob job)
    {
        if (state.In(BlockStorageTables.Volumes).Find(job.ResourceId) is { Status: VolumeStatus.Uploading } volume)
            VolumeRecords.Update(state, volume with { Status = job.Previous ?? VolumeStatus.Available });
    }
}
