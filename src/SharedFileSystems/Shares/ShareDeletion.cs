using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.State;

namespace Naru.SharedFileSystems.Shares;

/// <summary>When a share may be deleted.</summary>
internal static class ShareDeletion
{
    public static Result<Reply> Begin(Transaction state, Share share, bool isForced)
    {
        if (share.Work is ShareWork.Delete)
            return Replies.Accepted;
        if (!isForced && !ShareStatus.IsDeletable(share.Status))
            return ManilaErrors.Forbidden($"Share {share.Id} is {share.Status}; to be deleted it must be available or in error.");
        if (ShareTables.SnapshotsByShare.Any(state, share.Id))
            return ManilaErrors.Forbidden($"Share {share.Id} still has {ShareTables.SnapshotsByShare.CountOf(state, share.Id)} dependent snapshots.");
        if (ShareTables.TransferByShare.Find(state, share.Id) is { } transfer)
            return ManilaErrors.Forbidden($"Share {share.Id} is offered by transfer {transfer.Id}.");
        state.Update(ShareTables.Shares, share with { Status = ShareStatus.Deleting, Work = ShareWork.Delete, IsWorkDone = false, UpdatedAt = state.Time });
        return Replies.Accepted;
    }
}
