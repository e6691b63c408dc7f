using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Listing;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Snapshots;
using Naru.BlockStorage.Views;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.BlockStorage.Groups;

/// <summary><c>/group_snapshots</c>: snapshots of all volumes of a group.</summary>
internal sealed class GroupSnapshotEndpoints(VolumeApi api, Store store)
{
    private const int Since = 14;
    private const int ResetSince = 19;
    private const string One = "group_snapshots/{id}";

    private static readonly BodySchema New = new(
        "group_snapshot", new Member("group_id", Check.Uuid) { IsRequired = true }, new Member("name", Check.Name), new Member("description", Check.Name));

    private static readonly BodySchema Reset = new("reset_status", new Member("status", Check.Choice(GroupStatus.Settable)) { IsRequired = true });

    private static readonly Shape<GroupSnapshot> Brief = new(
        Show.Text<GroupSnapshot>("id", snapshot => snapshot.Id), Show.Text<GroupSnapshot>("name", snapshot => snapshot.Name));

    private static readonly Shape<GroupSnapshot> Made = new(
        Show.Text<GroupSnapshot>("id", snapshot => snapshot.Id),
        Show.Text<GroupSnapshot>("name", snapshot => snapshot.Name),
        Show.Text<GroupSnapshot>("group_type_id", snapshot => snapshot.TypeId));

    private static readonly Shape<GroupSnapshot> Full = new(
        Show.Text<GroupSnapshot>("id", snapshot => snapshot.Id),
        Show.Text<GroupSnapshot>("name", snapshot => snapshot.Name),
        Show.Text<GroupSnapshot>("description", snapshot => snapshot.Description),
        Show.Text<GroupSnapshot>("group_id", snapshot => snapshot.GroupId),
        Show.Text<GroupSnapshot>("group_type_id", snapshot => snapshot.TypeId),
        Show.Text<GroupSnapshot>("status", snapshot => snapshot.Status),
        Show.Text<GroupSnapshot>("created_at", snapshot => Times.Exact(snapshot.CreatedAt)),
        Show.Text<GroupSnapshot>("project_id", snapshot => snapshot.ProjectId, since: 58));

    private static readonly ListKind<GroupSnapshot> Kind = new("group_snapshots", snapshot => snapshot.Id, snapshot => snapshot.CreatedAt)
    {
        Singular = "GroupSnapshot",
        HasLinks = false,
        Filters = new Dictionary<string, Func<GroupSnapshot, string, bool>>(
        [
            .. Filters.Text<GroupSnapshot>("name", snapshot => snapshot.Name),
            .. Filters.Text<GroupSnapshot>("status", snapshot => snapshot.Status),
            .. Filters.Text<GroupSnapshot>("group_id", snapshot => snapshot.GroupId),
        ]),
        SortKeys = new Dictionary<string, Func<GroupSnapshot, IComparable?>>
        {
            ["id"] = snapshot => snapshot.Id, ["name"] = snapshot => snapshot.Name, ["status"] = snapshot => snapshot.Status, ["group_id"] = snapshot => snapshot.GroupId,
            ["created_at"] = snapshot => snapshot.CreatedAt,
        },
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "group_snapshots", request => List(request, Brief, "group_snapshots"), Since);
        api.Map(routes, HttpMethods.Get, "group_snapshots/detail", request => List(request, Full, "group_snapshots/detail"), Since);
        api.Map(routes, HttpMethods.Post, "group_snapshots", CreateAsync, Since);
        api.Map(routes, HttpMethods.Get, One, request => Find(request, request.State, "group:get_group_snapshot").Map(snapshot => Full.Reply("group_snapshot", snapshot, request)), Since);
        api.Map(routes, HttpMethods.Delete, One, DeleteAsync, Since);
        api.Map(routes, HttpMethods.Post, One + "/action", ResetAsync, ResetSince);
    }

    private static Result<Reply> List(VolumeRequest request, Shape<GroupSnapshot> shape, string path)
    {
        if (request.Refusal("group:get_all_group_snapshots") is { } refusal)
            return refusal;
        var all = request.State.In(BlockStorageTables.GroupSnapshots).All;
        return Kind.Reply(
            request, Filters.Seen(request, all, project => all.Where(snapshot => snapshot.ProjectId == project)), (writer, snapshot) => shape.Write(writer, snapshot, request.Viewer), path);
    }

    private async Task<Result<Reply>> CreateAsync(VolumeRequest request)
    {
        if (!(await request.FieldsAsync(New)).TryGet(out var fields, out var error))
            return error;
        return (await store.WriteAsync(request.Write, state => Begin(state, request, fields)))
            .Map(snapshot => Made.Reply("group_snapshot", snapshot, request, StatusCodes.Status202Accepted));
    }

    private static Result<GroupSnapshot> Begin(Transaction state, VolumeRequest request, Fields fields)
    {
        var groupId = fields.Text("group_id")!;
        if (state.In(BlockStorageTables.Groups).Find(groupId) is not { } group || !request.Sees(group.ProjectId))
            return CinderErrors.NotFound("Group", groupId);
        if (request.Refusal("group:create_group_snapshot", group.ProjectId) is { } refusal)
            return refusal;
        var volumes = BlockStorageTables.VolumesByGroup.Of(state, groupId);
        if (volumes.Count == 0)
            return Error.Invalid($"Invalid group: Group {groupId} has no volumes to take a snapshot of.");
        if (volumes.FirstOrDefault(volume => !volume.Is(VolumeStatus.Available, VolumeStatus.InUse)) is { } busy)
            return Error.Invalid($"Invalid volume: volume {busy.Id} of group {groupId} is {busy.Status}.");
        var made = new GroupSnapshot
        {
            Id = Guid.NewGuid().ToString(),
            ProjectId = group.ProjectId,
            GroupId = groupId,
            TypeId = group.TypeId,
            Name = fields.Text("name"),
            Description = fields.Text("description"),
            Status = GroupStatus.Creating,
            CreatedAt = state.Time,
        };
        state.Insert(BlockStorageTables.GroupSnapshots, made);
        var lanes = new List<string>();
        foreach (var volume in volumes)
        {
            if (!NewSnapshot.Begin(state, request.Caller, volume, made.Name, made.Description, [], made.Id).TryGet(out var snapshot, out var error))
                return error;
            lanes.Add(snapshot.Id);
        }
        Jobs.Add(state, request.Caller, JobKind.FinishGroup, made.Id, job => job with { Detail = FinishGroupWork.SnapshotMade, Others = lanes.ToEquatableList() });
        return made;
    }

    private async Task<Result<Reply>> DeleteAsync(VolumeRequest request) =>
        (await store.WriteAsync(request.Write, state => Find(request, state, "group:delete_group_snapshot").Then(snapshot =>
        {
            if (snapshot.Status is not (GroupStatus.Available or GroupStatus.Error or GroupStatus.ErrorDeleting))
                return Error.Invalid($"Invalid group snapshot: GroupSnapshot {snapshot.Id} is {snapshot.Status}: only those in status available or error are deleted.");
            var lanes = new List<string>();
            foreach (var one in BlockStorageTables.SnapshotsByGroupSnapshot.Of(state, snapshot.Id))
            {
                SnapshotEndpoints.BeginDeletion(state, request.Caller, one, isForced: true);
                lanes.Add(one.Id);
            }
            state.Update(BlockStorageTables.GroupSnapshots, snapshot with { Status = GroupStatus.Deleting });
            Jobs.Add(state, request.Caller, JobKind.FinishGroup, snapshot.Id, job => job with { Detail = FinishGroupWork.SnapshotDeleted, Others = lanes.ToEquatableList() });
            return Done.Ok;
        }))).Map(_ => new Reply(StatusCodes.Status202Accepted, null));

    private async Task<Result<Reply>> ResetAsync(VolumeRequest request)
    {
        if (!(await request.FieldsAsync(Reset)).TryGet(out var fields, out var error))
            return error;
        return (await store.WriteAsync(request.Write, state => Find(request, state, "group:reset_group_snapshot_status").Map(snapshot =>
        {
            state.Update(BlockStorageTables.GroupSnapshots, snapshot with { Status = fields.Text("status")! });
            return snapshot;
        }))).Map(_ => new Reply(StatusCodes.Status202Accepted, null));
    }

    private static Result<GroupSnapshot> Find(VolumeRequest request, IStateReader state, string rule)
    {
        if (state.In(BlockStorageTables.GroupSnapshots).Find(request.Id) is not { } snapshot || !request.Sees(snapshot.ProjectId))
            return CinderErrors.NotFound("GroupSnapshot", request.Id);
        return request.Refusal(rule, snapshot.ProjectId) is { } refusal ? refusal : snapshot;
    }
}
