using Naru.Primitives;
using Naru.Rest;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Quotas;
using Naru.SharedFileSystems.Work;
using Naru.State;

namespace Naru.SharedFileSystems.Snapshots;

/// <summary>What a new snapshot shall be.</summary>
internal sealed record NewSnapshot(string? Name, string? Description, EquatableList<NameValue> Metadata)
{
    /// <summary>The storage that it takes over; null: it is made.</summary>
    public string? Adopted { get; init; }

    /// <summary>The snapshot of a group that it belongs to.</summary>
    public string? GroupSnapshotId { get; init; }

    /// <summary>Records the snapshot, which is then taken.</summary>
    public static Result<ShareSnapshot> Record(Transaction state, Share share, Caller caller, NewSnapshot wanted)
    {
        if (share.Status != ShareStatus.Available)
            return ManilaErrors.Invalid($"Share {share.Id} is {share.Status}; for a snapshot it must be {ShareStatus.Available}.");
        if (QuotaCheck.OfSnapshot(state, share.ProjectId, caller.UserId, share.TypeId, share.Size) is { } over)
            return over;
        if (!ExportNumbers.Next(state).TryGet(out var number, out var error))
            return error;
        var snapshot = new ShareSnapshot
        {
            Id = Guid.NewGuid().ToString(),
            InstanceId = wanted.Adopted ?? Guid.NewGuid().ToString(),
            ExportLocationId = Guid.NewGuid().ToString(),
            ExportNumber = number,
            ShareId = share.Id,
            ShareServerId = share.ShareServerId,
            ProjectId = share.ProjectId,
            UserId = caller.UserId,
            Name = wanted.Name,
            Description = wanted.Description,
            Size = share.Size,
            Protocol = share.Protocol,
            Status = wanted.Adopted is null ? ShareStatus.Creating : ShareStatus.Managing,
            Metadata = wanted.Metadata,
            CreatedAt = state.Time,
            GroupSnapshotId = wanted.GroupSnapshotId,
            IsMountable = share.HasMountSnapshotSupport,
            Work = wanted.Adopted is null ? ShareWork.Create : ShareWork.Manage,
            WorkSource = wanted.Adopted,
        };
        state.Insert(ShareTables.Snapshots, snapshot);
        return snapshot;
    }
}
