using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Shares;
using Naru.State;

namespace Naru.SharedFileSystems.Groups;

/// <summary><c>/share-groups</c></summary>
internal sealed class GroupEndpoints(ShareApi api, Store store)
{
    private const int Since = 31;
    private const string All = "share-groups";
    private const string One = "share-groups/{id}";

    private static readonly Dictionary<string, Func<ShareGroup, string?>> Attributes = new()
    {
        ["name"] = group => group.Name,
        ["description"] = group => group.Description,
        ["status"] = group => group.Status,
        ["project_id"] = group => group.ProjectId,
        ["share_group_type_id"] = group => group.GroupTypeId,
        ["source_share_group_snapshot_id"] = group => group.SourceSnapshotId,
        ["share_network_id"] = group => group.ShareNetworkId,
        ["host"] = group => group.Host,
    };

    private static readonly Dictionary<string, Func<ShareGroup, IComparable?>> Keys = new()
    {
        ["created_at"] = group => group.CreatedAt,
        ["id"] = group => group.Id,
        ["name"] = group => group.Name,
        ["status"] = group => group.Status,
        ["host"] = group => group.Host,
        ["project_id"] = group => group.ProjectId,
        ["share_group_type_id"] = group => group.GroupTypeId,
    };

    public void Map()
    {
        api.Map(HttpMethods.Get, All, request => List(request, isDetailed: false), Since);
        api.Map(HttpMethods.Get, "share-groups/detail", request => List(request, isDetailed: true), Since);
        api.Map(HttpMethods.Post, All, CreateAsync, Since);
        api.Map(HttpMethods.Get, One, request => Find(request.State, request, request.Id, "share_group:get").Map(group => Show(request, group)), Since);
        api.Map(HttpMethods.Put, One, UpdateAsync, Since);
        api.Map(HttpMethods.Delete, One, request => DeleteAsync(request, "share_group:delete", isForced: false), Since);
        api.MapAction(One, "force_delete", request => DeleteAsync(request, "share_group:force_delete", isForced: true), Since);
        api.MapAction(One, "reset_status", request => store.WriteAsync(request.Write, state => Find(state, request, request.Id, "share_group:reset_status").Then(group => StatusReset.Read(request).Map(status =>
        {
            state.Update(ShareTables.Groups, group with { Status = status });
            return Replies.Accepted;
        }))), Since);
    }

    public static Result<ShareGroup> Find(IStateReader state, ShareRequest request, string id, string rule)
    {
        if (state.In(ShareTables.Groups).Find(id) is not { } group || (!request.Caller.IsAdmin && group.ProjectId != request.Caller.ProjectId))
            return ManilaErrors.NotFound("Share group", id);
        return request.Refusal(rule, group.ProjectId) is { } refusal ? refusal : group;
    }

    private static Reply Show(ShareRequest request, ShareGroup group, int status = StatusCodes.Status200OK) => Replies.One("share_group", GroupShapes.Detail, group, request.Viewer, status);

    private static Result<Reply> List(ShareRequest request, bool isDetailed)
    {
        if (request.Refusal("share_group:get_all", request.Caller.ProjectId) is { } refusal)
            return refusal;
        IEnumerable<ShareGroup> all = request.State.In(ShareTables.Groups).All;
        if (!(request.Caller.IsAdmin && Truth.Of(request.Query("all_tenants")) is true))
            all = all.Where(group => group.ProjectId == request.Caller.ProjectId);
        if (!Sorting.Sorted(request, Filters.Matching(request, all, Attributes), Keys).TryGet(out var sorted, out var error) || !Page<ShareGroup>.Of(request, sorted).TryGet(out var page, out error))
            return error;
        return page.Reply(request, "share_groups", "share_groups_links", isDetailed ? GroupShapes.Detail : GroupShapes.Summary);
    }

    private async Task<Result<Reply>> CreateAsync(ShareRequest request)
    {
        if (!NewGroup.Read(request).TryGet(out var wanted, out var error))
            return error;
        return await store.WriteAsync(request.Write, state => wanted.Record(state, request).Map(group => Show(request, group, StatusCodes.Status202Accepted)));
    }

    private async Task<Result<Reply>> UpdateAsync(ShareRequest request)
    {
        if (!Find(request.State, request, request.Id, "share_group:update").TryGet(out _, out var error) || !BodyReader.Of(request.Body, "share_group").TryGet(out var body, out error))
            return error;
        if (body.Names.FirstOrDefault(name => name is not ("name" or "description")) is { } other)
            return ManilaErrors.Invalid($"'{other}' of a share group cannot be changed: expected name and description.");
        var (name, description) = (body.Text("name"), body.Text("description"));
        if (body.Problem is { } problem)
            return problem;
        return await store.WriteAsync(request.Write, state => Find(state, request, request.Id, "share_group:update").Map(group =>
        {
            var changed = group with { Name = body.Has("name") ? name : group.Name, Description = body.Has("description") ? description : group.Description };
            state.Update(ShareTables.Groups, changed);
            return Show(request, changed);
        }));
    }

    private Task<Result<Reply>> DeleteAsync(ShareRequest request, string rule, bool isForced) => store.WriteAsync(request.Write, state => Find(state, request, request.Id, rule).Then<Reply>(group =>
    {
        if (!isForced && group.Status is not (ShareStatus.Available or ShareStatus.Error))
            return ManilaErrors.Conflict($"Share group {group.Id} is {group.Status}; to be deleted it must be available or in error.");
        if (ShareTables.SharesByGroup.Any(state, group.Id))
            return ManilaErrors.Conflict($"Cannot delete share group {group.Id}: it has shares.");
        if (ShareTables.GroupSnapshotsByGroup.Any(state, group.Id))
            return ManilaErrors.Conflict($"Cannot delete share group {group.Id}: it has snapshots.");
        state.Delete(ShareTables.Groups, group.Id);
        return Replies.Accepted;
    }));
}
