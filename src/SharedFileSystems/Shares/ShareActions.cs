using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Quotas;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Types;
using Naru.State;

namespace Naru.SharedFileSystems.Shares;

/// <summary>What is done with a share by <c>/shares/{id}/action</c>; its access rules have a place of their own.</summary>
internal sealed class ShareActions(ShareApi api, Store store)
{
    private const string One = "shares/{id}";
    private static readonly TimeSpan InBin = TimeSpan.FromDays(7);
    private static readonly HashSet<string> TaskStates =
    [
        "migration_starting", "migration_in_progress", "migration_completing", "migration_success", "migration_error", "migration_cancelled", "migration_driver_starting",
        "migration_driver_in_progress", "migration_driver_phase1_done", "data_copying_starting", "data_copying_in_progress", "data_copying_completing",
        "data_copying_completed", "data_copying_cancelled", "data_copying_error",
    ];

    public void Map()
    {
        api.MapRenamedAction(One, "extend", ExtendAsync);
        api.MapRenamedAction(One, "shrink", ShrinkAsync);
        api.MapRenamedAction(One, "reset_status", request => ChangeAsync(request, "share:reset_status", (_, share) => share.IsSoftDeleted
            ? ManilaErrors.Forbidden($"status cannot be reset for share '{share.Id}' since it has been soft deleted.")
            : StatusReset.Read(request).Map(status => share with { Status = status })));
        api.MapRenamedAction(One, "force_delete", request => store.WriteAsync(request.Write, state =>
            ShareFinder.Find(state, request, request.Id, "share:force_delete").Then(share => ShareDeletion.Begin(state, share, isForced: true))));
        api.MapAction(One, "revert", RevertAsync, since: 27);
        api.MapAction(One, "soft_delete", request => ChangeAsync(request, "share:soft_delete", SoftDelete), since: 69);
        api.MapAction(One, "restore", request => ChangeAsync(request, "share:restore", (_, share) => share with { IsSoftDeleted = false, ScheduledToBeDeletedAt = null }), since: 69);
        api.MapAction(One, "reset_task_state", ResetTaskStateAsync, since: 22);
        foreach (var (action, since) in (ReadOnlySpan<(string, int)>)[("migration_start", 29), ("migration_complete", 22), ("migration_cancel", 22), ("migration_get_progress", 22)])
            api.MapAction(One, action, request => Task.FromResult(RefuseMigration(request, $"share:{action}")), since);
        new MetadataEndpoints<Share>(
            One, 0, (state, request, what) => ShareFinder.Find(state, request, request.Id, $"share:{what}_share_metadata"), share => share.Metadata,
            (state, share, metadata) => state.Update(ShareTables.Shares, share with { Metadata = metadata, UpdatedAt = state.Time })).Map(api, store);
    }

    private async Task<Result<Reply>> ChangeAsync(ShareRequest request, string rule, Func<Transaction, Share, Result<Share>> change) => await store.WriteAsync(request.Write, state =>
        ShareFinder.Find(state, request, request.Id, rule).Then(share => change(state, share).Map(changed =>
        {
            state.Update(ShareTables.Shares, changed with { UpdatedAt = state.Time });
            return Replies.Accepted;
        })));

    private async Task<Result<Reply>> ExtendAsync(ShareRequest request)
    {
        if (!ShareFinder.Find(request.State, request, request.Id, "share:extend").TryGet(out _, out var error) || !NewSize(request).TryGet(out var wanted, out error))
            return error;
        var isForced = request.Version.Minor >= 64 && wanted.IsForced;
        if (isForced && request.Refusal("share:force_extend", request.Caller.ProjectId) is { } refusal)
            return refusal;
        return await ChangeAsync(request, "share:extend", (state, share) =>
        {
            if (Busy(share, "extended") is { } busy)
                return busy;
            if (wanted.Size <= share.Size)
                return ManilaErrors.Invalid($"New size for extend must be greater than current size. (current: {share.Size}, extended: {wanted.Size}).");
            var type = share.TypeId is { } id ? state.In(ShareTables.Types).Find(id) : null;
            if (!isForced && ExtraSpecs.RefusalOf(type, wanted.Size) is { } large)
                return large;
            if (QuotaCheck.OfShare(state, share.ProjectId, share.UserId, share.TypeId, wanted.Size, newShares: 0, newGigabytes: wanted.Size - share.Size) is { } over)
                return over.Message.Contains(QuotaCheck.PerShare, StringComparison.Ordinal) ? over : ManilaErrors.Forbidden(over.Message);
            return share with { Status = ShareStatus.Extending, Work = ShareWork.Extend, WorkSize = wanted.Size, IsWorkDone = false };
        });
    }

    private async Task<Result<Reply>> ShrinkAsync(ShareRequest request)
    {
        if (!ShareFinder.Find(request.State, request, request.Id, "share:shrink").TryGet(out _, out var error) || !NewSize(request).TryGet(out var wanted, out error))
            return error;
        return await ChangeAsync(request, "share:shrink", (_, share) =>
        {
            if (Busy(share, "shrunk", ShareStatus.ShrinkingRefused) is { } busy)
                return busy;
            if (wanted.Size <= 0 || wanted.Size >= share.Size)
                return ManilaErrors.Invalid($"New size for shrink must be less than current size and greater than 0 (current: {share.Size}, new: {wanted.Size}).");
            return share with { Status = ShareStatus.Shrinking, Work = ShareWork.Shrink, WorkSize = wanted.Size, IsWorkDone = false };
        });
    }

    private async Task<Result<Reply>> RevertAsync(ShareRequest request)
    {
        if (!BodyReader.Of(request.Body, "revert").TryGet(out var body, out var error))
            return error;
        var id = body.NeededText("snapshot_id");
        if (body.Problem is { } problem)
            return problem;
        return await ChangeAsync(request, "share:revert_to_snapshot", (state, share) =>
        {
            if (!share.HasRevertSupport)
                return ManilaErrors.Invalid($"Share {share.Id} cannot be reverted: its type does not have revert_to_snapshot_support.");
            if (state.In(ShareTables.Snapshots).Find(id) is not { } snapshot)
                return ManilaErrors.Invalid($"Snapshot {id} not found.");
            if (snapshot.ShareId != share.Id)
                return ManilaErrors.Invalid($"Snapshot {id} is not associated with share {share.Id}.");
            if (share.IsSoftDeleted)
                return ManilaErrors.Forbidden($"Share '{share.Id}' has been soft deleted.");
            if (share.Status != ShareStatus.Available)
                return ManilaErrors.Conflict($"Share {share.Id} is in '{share.Status}' state, but it must be in '{ShareStatus.Available}' state to be reverted to a snapshot.");
            if (snapshot.Status != ShareStatus.Available)
                return ManilaErrors.Conflict($"Snapshot {id} is in '{snapshot.Status}' state, but it must be in '{ShareStatus.Available}' state to be restored.");
            if (ShareTables.SnapshotsByShare.Of(state, share.Id).MaxBy(one => one.CreatedAt) is { } latest && latest.Id != id)
                return ManilaErrors.Conflict($"Snapshot {id} is not the latest of share {share.Id}: that is {latest.Id}.");
            if (share.Size != snapshot.Size && QuotaCheck.OfShare(state, share.ProjectId, share.UserId, share.TypeId, snapshot.Size, 0, snapshot.Size - share.Size) is { } over)
                return over;
            state.Update(ShareTables.Snapshots, snapshot with { Status = ShareStatus.Restoring, UpdatedAt = state.Time });
            return share with { Status = ShareStatus.Reverting, Work = ShareWork.Revert, WorkSource = id, WorkSize = snapshot.Size, IsWorkDone = false };
        });
    }

    private static Result<Share> SoftDelete(Transaction state, Share share)
    {
        if (share.IsSoftDeleted)
            return ManilaErrors.Forbidden($"The share {share.Id} has been soft deleted.");
        if (share.Status is not (ShareStatus.Available or ShareStatus.Error or ShareStatus.Inactive))
            return ManilaErrors.Forbidden($"Share {share.Id} is {share.Status}; to be soft deleted it must be available or in error.");
        if (ShareTables.SnapshotsByShare.Any(state, share.Id))
            return ManilaErrors.Forbidden($"Share {share.Id} still has dependent snapshots.");
        if (share.GroupId is { } group)
            return ManilaErrors.Forbidden($"Share {share.Id} is in share group {group}.");
        return share with { IsSoftDeleted = true, ScheduledToBeDeletedAt = state.Time + InBin };
    }

    private async Task<Result<Reply>> ResetTaskStateAsync(ShareRequest request)
    {
        if (!ShareFinder.Find(request.State, request, request.Id, "share:reset_task_state").TryGet(out _, out var error) || !BodyReader.Of(request.Body, "reset_task_state").TryGet(out var body, out error))
            return error;
        var task = body.Text("task_state");
        if (body.Problem is { } problem)
            return problem;
        if (!body.Has("task_state") || (task is not null && !TaskStates.Contains(task)))
            return ManilaErrors.Invalid($"'task_state' is '{task}': expected null or one of {string.Join(", ", TaskStates.Order())}.");
        return await ChangeAsync(request, "share:reset_task_state", (_, share) => share with { TaskState = task });
    }

    private static Result<Reply> RefuseMigration(ShareRequest request, string rule) => ShareFinder.Find(request.State, request, request.Id, rule).Then<Reply>(share =>
        ManilaErrors.Invalid($"Share {share.Id} cannot be migrated: there is one pool, {share.Host}, and no migration goes on."));

    private static Error? Busy(Share share, string verb, string? other = null)
    {
        if (share.IsSoftDeleted)
            return ManilaErrors.Forbidden($"Share '{share.Id}' has been soft deleted and cannot be {verb}.");
        return share.Status == ShareStatus.Available || share.Status == other
            ? null
            : ManilaErrors.Invalid($"Share {share.Id} is {share.Status}; to be {verb} it must be {ShareStatus.Available}.");
    }

    private static Result<(int Size, bool IsForced)> NewSize(ShareRequest request)
    {
        var name = request.Body.EnumerateObject().First().Name; // It is why this action was chosen.
        if (!BodyReader.Of(request.Body, name).TryGet(out var body, out var error))
            return error;
        var (size, isForced) = (body.Integer("new_size"), request.Version.Minor >= 64 ? body.Flag("force") : null);
        if (body.Problem is { } problem)
            return problem;
        return size is null ? ManilaErrors.Invalid("New share size must be specified as an integer.") : (size.Value, isForced ?? false);
    }
}
