using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Shares;
using Naru.State;

namespace Naru.SharedFileSystems.Snapshots;

/// <summary><c>/snapshot-instances</c>, for administrators. A snapshot has one.</summary>
internal sealed class SnapshotInstanceEndpoints(ShareApi api, Store store)
{
    private const int Since = 19;
    private const string One = "snapshot-instances/{id}";

    public void Map()
    {
        api.Map(HttpMethods.Get, "snapshot-instances", request => List(request, "share_snapshot_instance:index", isDetailed: false), Since);
        api.Map(HttpMethods.Get, "snapshot-instances/detail", request => List(request, "share_snapshot_instance:detail", isDetailed: true), Since);
        api.Map(HttpMethods.Get, One, request => Find(request.State, request, "share_snapshot_instance:show").Map(snapshot =>
            Replies.One("snapshot_instance", SnapshotShapes.InstanceDetail(InstanceIn(request.State)), snapshot, request.Viewer)), Since);
        api.MapAction(One, "reset_status", request => store.WriteAsync(request.Write, state => Find(state, request, "share_snapshot_instance:reset_status").Then(snapshot => StatusReset.Read(request).Map(status =>
        {
            state.Update(ShareTables.Snapshots, snapshot with { Status = status, UpdatedAt = state.Time });
            return Replies.Accepted;
        }))), Since);
    }

    public static Result<ShareSnapshot> Find(IStateReader state, ShareRequest request, string rule)
    {
        if (request.Refusal(rule, request.Caller.ProjectId) is { } refusal)
            return refusal;
        return ShareTables.SnapshotByInstance.Find(state, request.Id) is { } snapshot ? snapshot : ManilaErrors.NotFound("Snapshot instance", request.Id);
    }

    private static Result<Reply> List(ShareRequest request, string rule, bool isDetailed)
    {
        if (request.Refusal(rule, request.Caller.ProjectId) is { } refusal)
            return refusal;
        var all = request.State.In(ShareTables.Snapshots).All;
        if (request.Query("snapshot_id") is { } id)
        {
            if (!request.State.In(ShareTables.Snapshots).Contains(id))
                return ManilaErrors.NotFound("Snapshot", id);
            all = all.Where(snapshot => snapshot.Id == id);
        }
        return Replies.Many("snapshot_instances", isDetailed ? SnapshotShapes.InstanceDetail(InstanceIn(request.State)) : SnapshotShapes.InstanceSummary, all, request.Viewer);
    }

    private static Func<string, string?> InstanceIn(IStateReader state) => share => state.In(ShareTables.Shares).Find(share)?.InstanceId;
}
