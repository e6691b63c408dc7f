using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Quotas;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Shares;
using Naru.SharedFileSystems.Snapshots;
using Naru.State;

namespace Naru.SharedFileSystems.Groups;

/// <summary><c>/share-group-snapshots</c>: a snapshot of each share of a group.</summary>
internal sealed class GroupSnapshotEndpoints(ShareApi api, Store store)
{
    private const int Since = 31;
    private const string All = "share-group-snapshots";
    private const string One = "share-group-snapshots/{id}";

    private static readonly Dictionary<string, Func<ShareGroupSnapshot, string?>> Attributes = new()
    {
        ["name"] = snapshot => snapshot.Name,
        ["description"] = snapshot => snapshot.Description,
        ["status"] = snapshot => snapshot.Status,
        ["project_id"] = snapshot => snapshot.ProjectId,
        ["share_group_id"] = snapshot => snapshot.GroupId,
    };

    private static readonly Dictionary<string, Func<ShareGroupSnapshot, IComparable?>> Keys = new()
    {
        ["created_at"] = snapshot => snapshot.CreatedAt,
        ["id"] = snapshot => snapshot.Id,
        ["name"] = snapshot => snapshot.Name,
        ["status"] = snapshot => snapshot.Status,
        ["project_id"] = snapshot => snapshot.ProjectId,
        ["share_group_id"] = snapshot => snapshot.GroupId,
    };

    public void Map()
    {
        api.Map(HttpMethods.Get, All, request => List(request, isDetailed: false), Since);
        api.Map(HttpMethods.Get, "share-group-snapshots/detail", request => List(request, isDetailed: true), Since);
        api.Map(HttpMethods.Post, All, CreateAsync, Since);
        api.Map(HttpMethods.Get, One, request => Find(request.State, request, "share_group_snapshot:get").Map(snapshot => Show(request, snapshot)), Since);
        api.Map(HttpMethods.Get, One + "/members", request => Find(request.State, request, "share_group_snapshot:get").Map(snapshot =>
            Replies.Many("share_group_snapshot_members", GroupShapes.Member(snapshot), snapshot.Members.Items, request.Viewer)), Since);
        api.Map(HttpMethods.Put, One, UpdateAsync, Since);
        api.Map(HttpMethods.Delete, One, request => DeleteAsync(request, "share_group_snapshot:delete", isForced: false), Since);
        api.MapAction(One, "force_delete", request => DeleteAsync(request, "share_group_snapshot:force_delete", isForced: true), Since);
        api.MapAction(One, "reset_status", request => store.WriteAsync(request.Write, state => Find(state, request, "share_group_snapshot:reset_status").Then(snapshot => StatusReset.Read(request).Map(status =>
        {
            state.Update(ShareTables.GroupSnapshots, snapshot with { Status = status });
            return Replies.Accepted;
        }))), Since);
    }

    private static Result<ShareGroupSnapshot> Find(IStateReader state, ShareRequest request, string rule)
    {
        if (state.In(ShareTables.GroupSnapshots).Find(request.Id) is not { } snapshot || (!request.Caller.IsAdmin && snapshot.ProjectId != request.Caller.ProjectId))
            return ManilaErrors.NotFound("Share group snapshot", request.Id);
        return request.Refusal(rule, snapshot.ProjectId) is { } refusal ? refusal : snapshot;
    }

    private static Reply Show(ShareRequest request, ShareGroupSnapshot snapshot, int status = StatusCodes.Status200OK) =>
        Replies.One("share_group_snapshot", GroupShapes.Snapshot, snapshot, request.Viewer, status);

    private static Result<Reply> List(ShareRequest request, bool isDetailed)
    {
        if (request.Refusal("share_group_snapshot:get_all", request.Caller.ProjectId) is { } refusal)
            return refusal;
        IEnumerable<ShareGroupSnapshot> all = request.State.In(ShareTables.GroupSnapshots).All;
        if (!(request.Caller.IsAdmin && Truth.Of(request.Query("all_tenants")) is true))
            all = all.Where(snapshot => snapshot.ProjectId == request.Caller.ProjectId);
        if (!Sorting.Sorted(request, Filters.Matching(request, all, Attributes), Keys).TryGet(out var sorted, out var error) || !Page<ShareGroupSnapshot>.Of(request, sorted).TryGet(out var page, out error))
            return error;
        return page.Reply(request, "share_group_snapshots", "share_group_snapshots_links", isDetailed ? GroupShapes.Snapshot : GroupShapes.SnapshotSummary);
    }

    private async Task<Result<Reply>> CreateAsync(ShareRequest request)
    {
        if (!BodyReader.Of(request.Body, "share_group_snapshot").TryGet(out var body, out var error))
            return error;
        var (id, name, description) = (body.NeededText("share_group_id"), body.Text("name"), body.Text("description"));
        if (body.Problem is { } problem)
            return problem;
        return await store.WriteAsync(request.Write, state =>
        {
            if (!GroupEndpoints.Find(state, request, id, "share_group_snapshot:create").TryGet(out var group, out var error))
                return error.Kind is ErrorKind.NotFound ? ManilaErrors.Invalid(error.Message) : error;
            if (group.Status != ShareStatus.Available)
                return ManilaErrors.Conflict($"Share group {id} is {group.Status}; for a snapshot it must be {ShareStatus.Available}.");
            var shares = ShareTables.SharesByGroup.Of(state, id).ToList();
            if (shares.FirstOrDefault(share => share.Status != ShareStatus.Available) is { } busy)
                return ManilaErrors.Conflict($"Share {busy.Id} of share group {id} is {busy.Status}; for a snapshot of the group all must be {ShareStatus.Available}.");
            if (QuotaCheck.OfOther(state, group.ProjectId, request.Caller.UserId, QuotaCheck.GroupSnapshots) is { } over)
                return over;
            var snapshot = new ShareGroupSnapshot
            {
                Id = Guid.NewGuid().ToString(), ProjectId = group.ProjectId, UserId = request.Caller.UserId, Name = name, Description = description,
                Status = ShareStatus.Creating, GroupId = id, CreatedAt = state.Time,
            };
            var members = new List<GroupSnapshotMember>();
            foreach (var share in shares)
            {
                if (!NewSnapshot.Record(state, share, request.Caller, new NewSnapshot(null, null, default) { GroupSnapshotId = snapshot.Id }).TryGet(out var member, out error))
                    return error;
                members.Add(new GroupSnapshotMember(member.Id, share.Id, share.Size, share.Protocol));
            }
            snapshot = snapshot with { Members = [.. members] };
            state.Insert(ShareTables.GroupSnapshots, snapshot);
            return (Result<Reply>)Show(request, snapshot, StatusCodes.Status202Accepted);
        });
    }

    private async Task<Result<Reply>> UpdateAsync(ShareRequest request)
    {
        if (!Find(request.State, request, "share_group_snapshot:update").TryGet(out _, out var error) || !BodyReader.Of(request.Body, "share_group_snapshot").TryGet(out var body, out error))
            return error;
        if (body.Names.FirstOrDefault(name => name is not ("name" or "description")) is { } other)
            return ManilaErrors.Invalid($"'{other}' of a share group snapshot cannot be changed: expected name and description.");
        var (name, description) = (body.Text("name"), body.Text("description"));
        if (body.Problem is { } problem)
            return problem;
        return await store.WriteAsync(request.Write, state => Find(state, request, "share_group_snapshot:update").Map(snapshot =>
        {
            var changed = snapshot with { Name = body.Has("name") ? name : snapshot.Name, Description = body.Has("description") ? description : snapshot.Description };
            state.Update(ShareTables.GroupSnapshots, changed);
            return Show(request, changed);
        }));
    }

    private Task<Result<Reply>> DeleteAsync(ShareRequest request, string rule, bool isForced) => store.WriteAsync(request.Write, state => Find(state, request, rule).Then<Reply>(snapshot =>
    {
        if (!isForced && snapshot.Status is not (ShareStatus.Available or ShareStatus.Error))
            return ManilaErrors.Conflict($"Share group snapshot {snapshot.Id} is {snapshot.Status}; to be deleted it must be available or in error.");
        foreach (var member in snapshot.Members.Items)
        {
            if (state.In(ShareTables.Snapshots).Find(member.Id) is { } one)
                state.Update(ShareTables.Snapshots, one with { Status = ShareStatus.Deleting, Work = ShareWork.Delete, UpdatedAt = state.Time });
        }
        state.Update(ShareTables.GroupSnapshots, snapshot with { Status = ShareStatus.Deleting, IsDeleting = true });
        return Replies.Accepted;
    }));
}
