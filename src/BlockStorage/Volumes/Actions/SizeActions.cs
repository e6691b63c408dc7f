using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Quotas;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.BlockStorage.Volumes.Actions;

/// <summary>Growing, and going back to a snapshot.</summary>
internal sealed class SizeActions : IVolumeActions
{
    private const int ExtendAttached = 42;
    private const int RevertKnown = 40;

    public IReadOnlyList<VolumeAction> All { get; } =
    [
        new("os-extend", "volume:extend", Extend) { Members = [new("new_size", Check.Integer(1, Limits.LargestVolume)) { IsRequired = true }] },
        new("revert", "volume:revert_to_snapshot", Revert) { Since = RevertKnown, Members = [new("snapshot_id", Check.Uuid) { IsRequired = true }] },
    ];

    private static Result<Reply> Extend(Transaction state, VolumeRequest request, Volume volume, Fields fields)
    {
        var size = fields.Integer("new_size")!.Value;
        var canBeAttached = request.Has(ExtendAttached) && request.Allows("volume:extend_attached_volume", volume.ProjectId);
        if (!volume.Is(VolumeStatus.Available) && !(canBeAttached && volume.Is(VolumeStatus.InUse)))
            return CinderErrors.WrongStatus(volume.Id, "extension", volume.Status, VolumeStatus.Available);
        if (size <= volume.Size)
            return Error.Invalid($"Invalid input received: New size for extend must be greater than current size. (current: {volume.Size}, extended: {size}).");
        if (QuotaCheck.Extension(state, volume.ProjectId, size, size - volume.Size, volume.TypeId) is { } exceeded)
            return exceeded;
        VolumeRecords.Update(state, volume with { Status = VolumeStatus.Extending, PreviousStatus = volume.Status });
        Jobs.Add(state, request.Caller, JobKind.ExtendVolume, volume.Id, job => job with { Size = size, Previous = volume.Status });
        return VolumeAction.Accepted;
    }

    private static Result<Reply> Revert(Transaction state, VolumeRequest request, Volume volume, Fields fields)
    {
        if (!request.Snapshot(state, fields.Text("snapshot_id")!, "volume:get_snapshot").TryGet(out var snapshot, out var error))
            return error;
        var latest = BlockStorageTables.SnapshotsByVolume.Of(state, volume.Id).MaxBy(other => (other.CreatedAt, other.Id));
        if (latest?.Id != snapshot.Id)
            return Error.Invalid($"Invalid snapshot: Unable to use {snapshot.Id}, which is not the latest snapshot of volume {volume.Id}; that is {latest?.Id ?? "none"}.");
        if (snapshot.Size != volume.Size)
            return Error.Invalid($"Can't revert volume {volume.Id} to its latest snapshot {snapshot.Id}. The volume size must be equal to the snapshot size.");
        if (!volume.Is(VolumeStatus.Available))
            return CinderErrors.WrongStatus(volume.Id, "reverting", volume.Status, VolumeStatus.Available);
        if (snapshot.Status != SnapshotStatus.Available)
            return Error.Invalid($"Invalid snapshot: Status must be available for reverting, and {snapshot.Id} is {snapshot.Status}.");
        VolumeRecords.Update(state, volume with { Status = VolumeStatus.Reverting, PreviousStatus = volume.Status });
        state.Update(BlockStorageTables.Snapshots, snapshot with { Status = SnapshotStatus.Restoring, UpdatedAt = state.Time });
        Jobs.Add(state, request.Caller, JobKind.RevertVolume, volume.Id, job => job with { OtherId = snapshot.Id, Others = [snapshot.Id], Previous = volume.Status });
        return VolumeAction.Accepted;
    }
}
