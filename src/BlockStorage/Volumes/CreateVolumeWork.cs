using Naru.BlockStorage.Attachments;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Messages;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Volumes;

/// <summary>Makes a volume: empty, or of a snapshot, a volume or an image.</summary>
internal sealed class CreateVolumeWork(VolumeBackends backends, ImageBytes images) : IVolumeWork
{
    public string Kind => JobKind.CreateVolume;

    public async Task<Result<Action<Transaction>>> DoAsync(VolumeJob job, IStateReader state, CancellationToken cancellation)
    {
        if (state.In(BlockStorageTables.Volumes).Find(job.ResourceId) is not { } volume)
            return Nothing;
        var driver = backends.DriverOf(volume);
        var bytes = (long)volume.Size << 30;
        if (driver.Length(BytesOf.Volume(volume.Id)) is null)
        {
            if (volume.SnapshotId is { } snapshotId)
                driver.CreateFrom(volume.Id, bytes, BytesOf.Snapshot(snapshotId), cancellation);
            else if (volume.SourceVolumeId is { } sourceId)
                driver.CreateFrom(volume.Id, bytes, BytesOf.Volume(sourceId), cancellation);
            else if (job.OtherId is { } imageId)
            {
                if ((await images.WriteAsync(state, driver, volume, imageId, cancellation)).Error is { } error)
                    return error;
            }
            else
                driver.Create(volume.Id, bytes);
        }
        return Finish(volume.Id, VolumeStatus.Available);
    }

    public void Fail(Transaction state, VolumeJob job, Error error)
    {
        if (state.In(BlockStorageTables.Volumes).Find(job.ResourceId) is not { } volume)
            return;
        if (volume.Is(VolumeStatus.Creating, VolumeStatus.Downloading))
            state.Update(BlockStorageTables.Volumes, volume with { Status = VolumeStatus.Error, UpdatedAt = state.Time });
        UserMessages.Add(state, job, "VOLUME", job.OtherId is null ? "002" : "006", error.Type == WorkErrors.DiskFull ? "009" : "001", $"create volume: {error.Message}");
    }

    private static Result<Action<Transaction>> Nothing => new Action<Transaction>(_ => { });

    private static Result<Action<Transaction>> Finish(string id, string status) => new Action<Transaction>(state =>
    {
        if (state.In(BlockStorageTables.Volumes).Find(id) is not { } volume || !volume.Is(VolumeStatus.Creating, VolumeStatus.Downloading))
            return;
        var made = volume with { Status = status, UpdatedAt = state.Time };
        state.Update(BlockStorageTables.Volumes, made);
        AttachmentChanges.Offer(state, made);
    });
}
