using Naru.BlockStorage.Attachments;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Encryption;
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
                await CopyAsync(state, volume, BytesOf.Snapshot(snapshotId), state.In(BlockStorageTables.Snapshots).Find(snapshotId)?.VolumeId, cancellation);
            else if (volume.SourceVolumeId is { } sourceId)
                await CopyAsync(state, volume, BytesOf.Volume(sourceId), sourceId, cancellation);
            else if (job.OtherId is { } imageId)
            {
                if ((await images.WriteAsync(state, driver, volume, imageId, cancellation)).Error is { } error)
                    return error;
            }
            else if (volume.Key is { } key)
                await driver.CreateFromAsync(volume.Id, bytes, target => EncryptedDisk.WriteAsync(target, key, content: null, cancellation), cancellation);
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

    /// <param name="originId">The volume whose backend has the bytes.</param>
    private async Task CopyAsync(IStateReader state, Volume volume, BytesOf source, string? originId, CancellationToken cancellation)
    {
        var bytes = (long)volume.Size << 30;
        var driver = backends.DriverOf(volume);
        var origin = state.In(BlockStorageTables.Volumes).Find(originId ?? "") is { } found ? backends.DriverOf(found) : driver;
        if (origin == driver)
        {
            driver.CreateFrom(volume.Id, bytes, source, cancellation);
            return;
        }
        await using var content = origin.Open(source, cancellation);
        await driver.CreateFromAsync(volume.Id, bytes, target => SparseCopy.CopyAsync(content, target, cancellation), cancellation);
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
