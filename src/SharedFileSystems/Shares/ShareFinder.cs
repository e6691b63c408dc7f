using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.State;

namespace Naru.SharedFileSystems.Shares;

/// <summary>Shares and snapshots as callers may know of them: those of other projects are not there, unless they are public.</summary>
internal static class ShareFinder
{
    /// <summary>A share that the caller may do something with.</summary>
    public static Result<Share> Find(IStateReader state, ShareRequest request, string id, string rule)
    {
        // Who may not do it with anything learns nothing of what there is.
        if (request.Refusal(rule, request.Caller.ProjectId) is { } never)
            return never;
        if (state.In(ShareTables.Shares).Find(id) is not { } share || !Sees(request, share))
            return ManilaErrors.NotFound("Share", id);
        if (request.Refusal(rule, share.ProjectId) is not { } refusal)
            return share;
        return IsForReaders(rule) && share.IsPublic ? share : refusal;
    }

    public static Result<ShareSnapshot> FindSnapshot(IStateReader state, ShareRequest request, string id, string rule)
    {
        if (request.Refusal(rule, request.Caller.ProjectId) is { } never)
            return never;
        if (state.In(ShareTables.Snapshots).Find(id) is not { } snapshot || (!request.Caller.IsAdmin && snapshot.ProjectId != request.Caller.ProjectId))
            return ManilaErrors.NotFound("Snapshot", id);
        return request.Refusal(rule, snapshot.ProjectId) is { } refusal ? refusal : snapshot;
    }

    public static bool Sees(ShareRequest request, Share share) => request.Caller.IsAdmin || share.IsPublic || share.ProjectId == request.Caller.ProjectId;

    private static bool IsForReaders(string rule) => rule is "share:get" or "share_export_location:index" or "share_export_location:show" or "share:get_share_metadata";
}
