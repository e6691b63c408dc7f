using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Quotas;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.BlockStorage.Snapshots;

/// <summary>Takes snapshots in, if nothing is in the way.</summary>
internal static class NewSnapshot
{
    public static Result<VolumeSnapshot> Begin(
        Transaction state, Caller caller, Volume volume, string? name, string? description, EquatableList<Entry> metadata, string? groupSnapshotId = null)
    {
        if (QuotaCheck.Snapshot(state, volume.ProjectId, volume.Size, volume.TypeId) is { } exceeded)
            return exceeded;
        var snapshot = new VolumeSnapshot
        {
            Id = Guid.NewGuid().ToString(),
            ProjectId = volume.ProjectId,
            UserId = caller.UserId,
            VolumeId = volume.Id,
            TypeId = volume.TypeId,
            GroupSnapshotId = groupSnapshotId,
            Name = name,
            Description = description,
            Size = volume.Size,
            Status = SnapshotStatus.Creating,
            Progress = "0%",
            Metadata = metadata,
            CreatedAt = state.Time,
        };
        state.Insert(BlockStorageTables.Snapshots, snapshot);
        Jobs.Add(state, caller, JobKind.CreateSnapshot, snapshot.Id, job => job with { Others = [volume.Id] });
        return snapshot;
    }
}
