using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Shares;
using Naru.State;

namespace Naru.SharedFileSystems.Snapshots;

/// <summary><c>/snapshots</c></summary>
internal sealed class SnapshotEndpoints(ShareApi api, Store store)
{
    private const string All = "snapshots";
    private const string One = "snapshots/{id}";

    private static readonly Dictionary<string, Func<ShareSnapshot, string?>> Attributes = new()
    {
        ["name"] = snapshot => snapshot.Name,
        ["display_name"] = snapshot => snapshot.Name,
        ["description"] = snapshot => snapshot.Description,
        ["display_description"] = snapshot => snapshot.Description,
        ["status"] = snapshot => snapshot.Status,
        ["share_id"] = snapshot => snapshot.ShareId,
        ["size"] = snapshot => snapshot.Size.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["user_id"] = snapshot => snapshot.UserId,
        ["project_id"] = snapshot => snapshot.ProjectId,
    };

    private static readonly Dictionary<string, Func<ShareSnapshot, IComparable?>> Keys = new()
    {
        ["created_at"] = snapshot => snapshot.CreatedAt,
        ["id"] = snapshot => snapshot.Id,
        ["status"] = snapshot => snapshot.Status,
        ["size"] = snapshot => snapshot.Size,
        ["share_size"] = snapshot => snapshot.Size,
        ["share_id"] = snapshot => snapshot.ShareId,
        ["user_id"] = snapshot => snapshot.UserId,
        ["project_id"] = snapshot => snapshot.ProjectId,
        ["progress"] = snapshot => snapshot.Status,
        ["name"] = snapshot => snapshot.Name,
        ["display_name"] = snapshot => snapshot.Name,
    };

    public void Map()
    {
        api.Map(HttpMethods.Get, All, request => List(request, isDetailed: false));
        api.Map(HttpMethods.Get, "snapshots/detail", request => List(request, isDetailed: true));
        api.Map(HttpMethods.Post, All, CreateAsync);
        api.Map(HttpMethods.Get, One, request => ShareFinder.FindSnapshot(request.State, request, request.Id, "share_snapshot:get_snapshot").Map(snapshot => Show(request, snapshot)));
        api.Map(HttpMethods.Put, One, UpdateAsync);
        api.Map(HttpMethods.Delete, One, request => DeleteAsync(request, "share:delete_snapshot", isForced: false));
        api.MapRenamedAction(One, "force_delete", request => DeleteAsync(request, "share_snapshot:force_delete", isForced: true));
        api.MapRenamedAction(One, "reset_status", request => store.WriteAsync(request.Write, state =>
            ShareFinder.FindSnapshot(state, request, request.Id, "share_snapshot:reset_status").Then(snapshot => StatusReset.Read(request).Map(status =>
            {
                state.Update(ShareTables.Snapshots, snapshot with { Status = status, UpdatedAt = state.Time });
                return Replies.Accepted;
            }))));
        api.Map(HttpMethods.Post, "snapshots/manage", ManageAsync, since: 12);
        api.MapAction(One, "unmanage", UnmanageAsync, since: 12);
        new MetadataEndpoints<ShareSnapshot>(
            One, 73, (state, request, what) => ShareFinder.FindSnapshot(state, request, request.Id, $"share_snapshot:{what}_metadata"), snapshot => snapshot.Metadata,
            (state, snapshot, metadata) => state.Update(ShareTables.Snapshots, snapshot with { Metadata = metadata, UpdatedAt = state.Time })).Map(api, store);
    }

    private static Reply Show(ShareRequest request, ShareSnapshot snapshot, int status = StatusCodes.Status200OK) =>
        Replies.One("snapshot", SnapshotShapes.Detail, snapshot, request.Viewer, status);

    private static Result<Reply> List(ShareRequest request, bool isDetailed)
    {
        if (request.Refusal("share_snapshot:get_all_snapshots", request.Caller.ProjectId) is { } refusal)
            return refusal;
        var all = request.State.In(ShareTables.Snapshots).All.Where(snapshot => snapshot.GroupSnapshotId is null);
        if (!Filters.IsOfAllProjects(request, "share_snapshot:list_all_projects"))
            all = all.Where(snapshot => snapshot.ProjectId == request.Caller.ProjectId);
        all = Filters.Matching(request, all, Attributes);
        if (request.Query("metadata") is { } metadata && request.Version.Minor >= 73)
        {
            if (!Filters.Pairs(metadata).TryGet(out var pairs, out var wrong))
                return wrong;
            all = all.Where(snapshot => pairs.Items.All(pair => snapshot.Metadata.Items.Contains(pair)));
        }
        if (!Sorting.Sorted(request, all, Keys).TryGet(out var sorted, out var error) || !Page<ShareSnapshot>.Of(request, sorted).TryGet(out var page, out error))
            return error;
        return page.Reply(request, "snapshots", "snapshots_links", isDetailed ? SnapshotShapes.Detail : SnapshotShapes.Summary);
    }

    private async Task<Result<Reply>> CreateAsync(ShareRequest request)
    {
        if (request.Body.ValueKind is not System.Text.Json.JsonValueKind.Object || !request.Body.TryGetProperty("snapshot", out _))
            return ManilaErrors.NoEntity("The body must be an object with the attribute 'snapshot'.");
        if (!BodyReader.Of(request.Body, "snapshot").TryGet(out var body, out var error))
            return error;
        var (id, name, description) = (body.NeededText("share_id"), body.Text("name") ?? body.Text("display_name"), body.Text("description") ?? body.Text("display_description"));
        var metadata = request.Version.Minor >= 73 ? body.Pairs("metadata") ?? default : default;
        if (body.Problem is { } problem)
            return problem;
        return await store.WriteAsync(request.Write, state => ShareFinder.Find(state, request, id, "share:create_snapshot").Then(share =>
        {
            if (!share.HasSnapshotSupport)
                return ManilaErrors.NoEntity($"Snapshots cannot be created for share '{id}' since it does not have that capability.");
            if (share.IsSoftDeleted)
                return ManilaErrors.Forbidden($"Snapshots can not be created for share '{id}' since it has been soft deleted.");
            return NewSnapshot.Record(state, share, request.Caller, new NewSnapshot(name, description, metadata)).Map(snapshot => Show(request, snapshot, StatusCodes.Status202Accepted));
        }));
    }

    private async Task<Result<Reply>> UpdateAsync(ShareRequest request)
    {
        if (!BodyReader.Of(request.Body, "snapshot").TryGet(out var body, out var error))
            return error;
        var (name, description) = (body.Text("name") ?? body.Text("display_name"), body.Text("description") ?? body.Text("display_description"));
        if (body.Problem is { } problem)
            return problem;
        return await store.WriteAsync(request.Write, state => ShareFinder.FindSnapshot(state, request, request.Id, "share:snapshot_update").Map(snapshot =>
        {
            var changed = snapshot with
            {
                Name = body.Has("name") || body.Has("display_name") ? name : snapshot.Name,
                Description = body.Has("description") || body.Has("display_description") ? description : snapshot.Description,
                UpdatedAt = state.Time,
            };
            state.Update(ShareTables.Snapshots, changed);
            return Show(request, changed);
        }));
    }

    private Task<Result<Reply>> DeleteAsync(ShareRequest request, string rule, bool isForced) => store.WriteAsync(request.Write, state =>
        ShareFinder.FindSnapshot(state, request, request.Id, rule).Then<Reply>(snapshot =>
        {
            if (snapshot.GroupSnapshotId is { } group)
                return ManilaErrors.Invalid($"Snapshot {snapshot.Id} belongs to share group snapshot {group}, which is deleted as a whole.");
            if (!isForced && snapshot.Status is not (ShareStatus.Available or ShareStatus.Error))
                return ManilaErrors.Invalid($"Share Snapshot {snapshot.Id} is {snapshot.Status}; to be deleted it must be available or in error.");
            state.Update(ShareTables.Snapshots, snapshot with { Status = ShareStatus.Deleting, Work = ShareWork.Delete, UpdatedAt = state.Time });
            return Replies.Accepted;
        }));

    private async Task<Result<Reply>> ManageAsync(ShareRequest request)
    {
        if (request.Refusal("share_snapshot:manage_snapshot", request.Caller.ProjectId) is { } refusal)
            return refusal;
        if (!BodyReader.Of(request.Body, "snapshot").TryGet(out var body, out var error))
            return ManilaErrors.NoEntity(error.Message);
        if (body.IsNullOrAbsent("share_id") || body.IsNullOrAbsent("provider_location"))
            return ManilaErrors.NoEntity("'share_id' and 'provider_location' are needed.");
        var (id, location) = (body.NeededText("share_id"), body.NeededText("provider_location"));
        var (name, description) = (body.Text("name") ?? body.Text("display_name"), body.Text("description") ?? body.Text("display_description"));
        if (body.Problem is { } problem)
            return problem;
        return await store.WriteAsync(request.Write, state => ShareFinder.Find(state, request, id, "share_snapshot:manage_snapshot").Then<Reply>(share =>
        {
            if (!share.HasSnapshotSupport)
                return ManilaErrors.NoEntity($"Share {id} has no snapshots.");
            // What is no name of a snapshot is looked for all the same, and not found.
            var volume = Guid.TryParse(location, out var given) ? given : Guid.NewGuid();
            if (ShareTables.SnapshotByInstance.Find(state, volume.ToString()) is not null)
                return ManilaErrors.Conflict($"The snapshot '{location}' is managed already.");
            return NewSnapshot.Record(state, share, request.Caller, new NewSnapshot(name, description, default) { Adopted = volume.ToString() })
                .Map(snapshot => Show(request, snapshot, StatusCodes.Status202Accepted));
        }));
    }

    private Task<Result<Reply>> UnmanageAsync(ShareRequest request) => store.WriteAsync(request.Write, state =>
    {
        if (request.Refusal("share_snapshot:unmanage_snapshot", request.Caller.ProjectId) is { } refusal)
            return refusal;
        return ShareFinder.FindSnapshot(state, request, request.Id, "share_snapshot:unmanage_snapshot").Then<Reply>(snapshot =>
        {
            if (snapshot.Work is not ShareWork.None)
                return ManilaErrors.Forbidden($"Snapshot {snapshot.Id} is {snapshot.Status} and cannot be unmanaged meanwhile.");
            state.Update(ShareTables.Snapshots, snapshot with { Status = ShareStatus.Unmanaging, Work = ShareWork.Unmanage, UpdatedAt = state.Time });
            return Replies.Accepted;
        });
    });
}
