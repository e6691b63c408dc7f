using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Listing;
using Naru.BlockStorage.Quotas;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Services;
using Naru.BlockStorage.Types;
using Naru.BlockStorage.Views;
using Naru.BlockStorage.Volumes;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.BlockStorage.Groups;

/// <summary><c>/groups</c>: volumes of which snapshots are taken together.</summary>
internal sealed class GroupEndpoints(VolumeApi api, GroupCopies copies, Store store)
{
    private const int Since = 13;
    private const int CopiesSince = 14;
    private const int ResetSince = 20;
    private const int VolumesShown = 25;
    private const string One = "groups/{id}";

    private static readonly BodySchema New = new(
        "group",
        new Member("group_type", Check.Text(1, Limits.NameLength)) { IsRequired = true },
        new Member("volume_types", Check.Texts) { IsRequired = true },
        new Member("name", Check.Name),
        new Member("description", Check.Name),
        new Member("availability_zone", Check.OrNull(Check.Text(1, Limits.NameLength))));

    private static readonly BodySchema Update = new(
        "group",
        new Member("name", Check.Name),
        new Member("description", Check.Name),
        new Member("add_volumes", Check.OrNull(Check.Text(0, int.MaxValue))),
        new Member("remove_volumes", Check.OrNull(Check.Text(0, int.MaxValue))));

    private static readonly BodySchema Deletion = new("delete", new Member("delete-volumes", Check.Flag));

    private static readonly BodySchema Reset = new("reset_status", new Member("status", Check.Choice(GroupStatus.Settable)) { IsRequired = true });

    private static readonly Shape<VolumeGroup> Brief = new(
        Show.Text<VolumeGroup>("id", group => group.Id), Show.Text<VolumeGroup>("name", group => group.Name));

    private static readonly Shape<VolumeGroup> More = new(
        Show.Text<VolumeGroup>("status", group => group.Status),
        Show.Text<VolumeGroup>("availability_zone", group => group.AvailabilityZone),
        Show.Text<VolumeGroup>("created_at", group => Times.Exact(group.CreatedAt)),
        Show.Text<VolumeGroup>("description", group => group.Description),
        Show.Text<VolumeGroup>("group_type", group => group.TypeId),
        Show.Texts<VolumeGroup>("volume_types", group => group.VolumeTypes),
        Show.Text<VolumeGroup>("group_snapshot_id", group => group.GroupSnapshotId, since: CopiesSince),
        Show.Text<VolumeGroup>("source_group_id", group => group.SourceGroupId, since: CopiesSince),
        Show.Text<VolumeGroup>("replication_status", _ => "disabled", since: 38));

    private static readonly ListKind<VolumeGroup> Kind = new("groups", group => group.Id, group => group.CreatedAt)
    {
        Singular = "Group",
        HasLinks = false,
        Filters = new Dictionary<string, Func<VolumeGroup, string, bool>>(
            [.. Filters.Text<VolumeGroup>("name", group => group.Name), .. Filters.Text<VolumeGroup>("status", group => group.Status), new("list_volume", (_, _) => true)]),
        SortKeys = new Dictionary<string, Func<VolumeGroup, IComparable?>>
        {
            ["id"] = group => group.Id, ["name"] = group => group.Name, ["status"] = group => group.Status, ["group_type"] = group => group.TypeId, ["created_at"] = group => group.CreatedAt,
        },
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "groups", request => List(request, (writer, group) => Brief.Write(writer, group, request.Viewer), "groups"), Since);
        api.Map(routes, HttpMethods.Get, "groups/detail", request => List(request, (writer, group) => WriteFull(writer, request, group), "groups/detail"), Since);
        api.Map(routes, HttpMethods.Post, "groups", CreateAsync, Since);
        api.Map(routes, HttpMethods.Post, "groups/action", CopyAsync, CopiesSince);
        api.Map(routes, HttpMethods.Get, One, request => Find(request, request.State, "group:get").Map(group => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("group");
            WriteFull(writer, request, group);
            writer.WriteEndObject();
        })), Since);
        api.Map(routes, HttpMethods.Put, One, UpdateAsync, Since);
        api.Map(routes, HttpMethods.Post, One + "/action", ActAsync, Since);
    }

    private static Result<Reply> List(VolumeRequest request, Action<Utf8JsonWriter, VolumeGroup> write, string path)
    {
        if (request.Refusal("group:get_all") is { } refusal)
            return refusal;
        var state = request.State;
        return Kind.Reply(request, Filters.Seen(request, state.In(BlockStorageTables.Groups).All, project => BlockStorageTables.GroupsByProject.Of(state, project)), write, path);
    }

    private async Task<Result<Reply>> CreateAsync(VolumeRequest request)
    {
        if (request.Refusal("group:create") is { } refusal)
            return refusal;
        if (!(await request.FieldsAsync(New)).TryGet(out var fields, out var error))
            return error;
        return (await store.WriteAsync(request.Write, state =>
        {
            var asked = fields.Text("group_type")!;
            if (state.In(BlockStorageTables.GroupTypes).All.FirstOrDefault(type => type.Id == asked || type.Name == asked) is not { } groupType)
                return Error.NotFound("GroupTypeNotFound", $"Group type {asked} could not be found.");
            var types = new List<string>();
            foreach (var name in fields.Texts("volume_types"))
            {
                if (!TypeAccess.FindNamed(state, request.Caller, name).TryGet(out var type, out var missing))
                    return missing;
                types.Add(type.Id);
            }
            if (types.Count == 0)
                return Error.Invalid("Invalid input: a group takes volumes of at least one type.");
            if (fields.Text("availability_zone") is { } zone && !ServiceRecords.Zones().Contains(zone))
                return Error.Invalid($"Availability zone '{zone}' is invalid.");
            if (QuotaCheck.Count(state, request.Caller.ProjectId, "groups", null, "GroupLimitExceeded: Maximum number of groups allowed") is { } exceeded)
                return exceeded;
            // Nothing is in it, so that it is there at once.
            var group = new VolumeGroup
            {
                Id = Guid.NewGuid().ToString(),
                ProjectId = request.Caller.ProjectId,
                UserId = request.Caller.UserId,
                Name = fields.Text("name"),
                Description = fields.Text("description"),
                TypeId = groupType.Id,
                VolumeTypes = types.ToEquatableList(),
                AvailabilityZone = ServiceRecords.Zone,
                Status = GroupStatus.Available,
                CreatedAt = state.Time,
            };
            state.Insert(BlockStorageTables.Groups, group);
            return (Result<VolumeGroup>)group;
        })).Map(group => Brief.Reply("group", group, request, StatusCodes.Status202Accepted));
    }

    private async Task<Result<Reply>> CopyAsync(VolumeRequest request)
    {
        if (!(await request.FieldsAsync(GroupCopies.Schema)).TryGet(out var fields, out var error))
            return error;
        return (await store.WriteAsync(request.Write, state => copies.Begin(state, request, fields)))
            .Map(group => Brief.Reply("group", group, request, StatusCodes.Status202Accepted));
    }

    private async Task<Result<Reply>> UpdateAsync(VolumeRequest request)
    {
        if (!(await request.FieldsAsync(Update)).TryGet(out var fields, out var error))
            return error;
        if (!Array.Exists(Update.Members, member => fields.Has(member.Name)))
            return Error.Invalid("Name, description, add_volumes, and remove_volumes can not be all empty in the request body.");
        return (await store.WriteAsync(request.Write, state => Find(request, state, "group:update").Then(group =>
        {
            if (group.Status != GroupStatus.Available)
                return Error.Invalid($"Invalid group: Group {group.Id} is {group.Status}: only one in status available is changed.");
            if (Move(state, request, group, fields.Text("add_volumes"), null, group.Id) is { } refused)
                return refused;
            if (Move(state, request, group, fields.Text("remove_volumes"), group.Id, null) is { } refusal)
                return refusal;
            state.Update(BlockStorageTables.Groups, group with
            {
                Name = fields.Has("name") ? fields.Text("name") : group.Name,
                Description = fields.Has("description") ? fields.Text("description") : group.Description,
            });
            return Done.Ok;
        }))).Map(_ => new Reply(StatusCodes.Status202Accepted, null));
    }

    private static Error? Move(Transaction state, VolumeRequest request, VolumeGroup group, string? ids, string? from, string? to)
    {
        foreach (var id in (ids ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (state.In(BlockStorageTables.Volumes).Find(id) is not { } volume || !request.Sees(volume.ProjectId))
                return Error.Invalid($"Invalid volume: cannot change group {group.Id}: volume {id} is not there.");
            if (volume.GroupId != from)
                return Error.Invalid($"Invalid volume: cannot change group {group.Id}: volume {id} is in group {volume.GroupId ?? "none"}.");
            if (to is not null && (!volume.Is(VolumeStatus.Available, VolumeStatus.InUse) || volume.TypeId is not { } type || !group.VolumeTypes.Contains(type)))
                return Error.Invalid($"Invalid volume: cannot add volume {id} to group {group.Id}: it is {volume.Status}, or of a type that the group does not take.");
            VolumeRecords.Update(state, volume with { GroupId = to });
        }
        return null;
    }

    private async Task<Result<Reply>> ActAsync(VolumeRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error) || !ActionName.Of(body).TryGet(out var action, out error))
            return error;
        if (action == "delete")
        {
            return Deletion.Read(body, request.Version).TryGet(out var fields, out error)
                ? (await store.WriteAsync(request.Write, state => Find(request, state, "group:delete").Then(group =>
                    Delete(state, request, group, fields.Flag("delete-volumes") is true)))).Map(_ => new Reply(StatusCodes.Status202Accepted, null))
                : error;
        }
        if (action == "reset_status" && request.Has(ResetSince))
        {
            return Reset.Read(body, request.Version).TryGet(out var fields, out error)
                ? (await store.WriteAsync(request.Write, state => Find(request, state, "group:reset_status").Map(group =>
                {
                    state.Update(BlockStorageTables.Groups, group with { Status = fields.Text("status")! });
                    return group;
                }))).Map(_ => new Reply(StatusCodes.Status202Accepted, null))
                : error;
        }
        return action is "enable_replication" or "disable_replication" or "failover_replication" or "list_replication_targets"
            ? Error.Invalid("Invalid group: no backend here replicates.")
            : ActionName.NoSuch(action);
    }

    private static Result<Done> Delete(Transaction state, VolumeRequest request, VolumeGroup group, bool takesVolumes)
    {
        var volumes = BlockStorageTables.VolumesByGroup.Of(state, group.Id);
        if (volumes.Count > 0 && !takesVolumes)
            return Error.Invalid($"Invalid group: Group {group.Id} still contains volumes. The delete-volumes flag is required to delete it.");
        if (BlockStorageTables.GroupSnapshotsByGroup.Any(state, group.Id))
            return Error.Invalid($"Invalid group: Group {group.Id} has snapshots: delete them first.");
        foreach (var volume in volumes)
        {
            if (VolumeDeletion.Begin(state, request.Caller, volume with { GroupId = null }, isForced: false, isCascading: false).Error is { } error)
                return error;
            // Until it is gone it counts as one of the group.
            state.Update(BlockStorageTables.Volumes, state.In(BlockStorageTables.Volumes).Find(volume.Id)! with { GroupId = group.Id });
        }
        state.Update(BlockStorageTables.Groups, group with { Status = GroupStatus.Deleting });
        Jobs.Add(state, request.Caller, JobKind.FinishGroup, group.Id, job => job with
        {
            Detail = FinishGroupWork.GroupDeleted, Others = volumes.Select(volume => volume.Id).ToEquatableList(),
        });
        return Done.Ok;
    }

    private static Result<VolumeGroup> Find(VolumeRequest request, IStateReader state, string rule)
    {
        if (state.In(BlockStorageTables.Groups).Find(request.Id) is not { } group || !request.Sees(group.ProjectId))
            return CinderErrors.NotFound("Group", request.Id);
        return request.Refusal(rule, group.ProjectId) is { } refusal ? refusal : group;
    }

    private static void WriteFull(Utf8JsonWriter writer, VolumeRequest request, VolumeGroup group)
    {
        writer.WriteStartObject();
        Brief.WriteFields(writer, group, request.Viewer);
        More.WriteFields(writer, group, request.Viewer);
        if (request.Has(VolumesShown) && Filters.IsTrue(request.Query["list_volume"].ToString()))
        {
            writer.WriteStartArray("volumes");
            foreach (var volume in BlockStorageTables.VolumesByGroup.Of(request.State, group.Id))
                writer.WriteStringValue(volume.Id);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }
}
