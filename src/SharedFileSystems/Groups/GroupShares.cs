using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Quotas;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Work;
using Naru.State;

namespace Naru.SharedFileSystems.Groups;

/// <summary>The shares of a group that is made from the snapshot of another.</summary>
internal static class GroupShares
{
    public static Result<Share> Add(Transaction state, ShareRequest request, ShareGroup group, GroupSnapshotMember member)
    {
        if (state.In(ShareTables.Snapshots).Find(member.Id) is not { } snapshot || state.In(ShareTables.Shares).Find(member.ShareId) is not { } original)
            return ManilaErrors.Conflict($"The share {member.ShareId} of the snapshot is gone.");
        if (QuotaCheck.OfShare(state, group.ProjectId, request.Caller.UserId, original.TypeId, member.Size, 1, member.Size) is { } over)
            return over;
        if (!ExportNumbers.Next(state).TryGet(out var number, out var error))
            return error;
        var share = original with
        {
            Id = Guid.NewGuid().ToString(),
            InstanceId = Guid.NewGuid().ToString(),
            ExportLocationId = Guid.NewGuid().ToString(),
            ExportNumber = number,
            ExportPath = null,
            ProjectId = group.ProjectId,
            UserId = request.Caller.UserId,
            Size = member.Size,
            Status = ShareStatus.CreatingFromSnapshot,
            SnapshotId = snapshot.Id,
            GroupId = group.Id,
            GroupSnapshotMemberId = member.Id,
            Metadata = default,
            IsPublic = false,
            CreatedAt = state.Time,
            UpdatedAt = null,
            Host = null,
            IsStored = false,
            IsWorkDone = false,
            Work = ShareWork.Create,
        };
        state.Insert(ShareTables.Shares, share);
        return share;
    }
}
