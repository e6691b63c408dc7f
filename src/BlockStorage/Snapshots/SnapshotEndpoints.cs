using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Listing;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Volumes;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.BlockStorage.Snapshots;

/// <summary><c>/snapshots</c> and <c>/snapshots/{id}</c>.</summary>
internal sealed class SnapshotEndpoints(VolumeApi api, Store store)
{
    private const string One = "snapshots/{id}";

    // From here on whoever asks for a snapshot of an attached volume means it.
    private const int ForceImplied = 66;

    private static readonly BodySchema New = new(
        "snapshot",
        new Member("volume_id", Check.UuidOrNull) { IsRequired = true },
        new Member("name", Check.Name),
        new Member("description", Check.Name),
        new Member("display_name", Check.Name),
        new Member("display_description", Check.Name),
        new Member("metadata", Check.OrNull(Check.Metadata)),
        new Member("force", Check.OrNull(Check.Flag)));

    private static readonly BodySchema Update = new(
        "snapshot",
        new Member("name", Check.Name),
        new Member("description", Check.Name),
        new Member("display_name", Check.Name),
        new Member("display_description", Check.Name));

    private static readonly ListKind<VolumeSnapshot> Kind = new("snapshots", snapshot => snapshot.Id, snapshot => snapshot.CreatedAt)
    {
        Singular = "Snapshot",
        CountsSince = 45,
        Filters = new Dictionary<string, Func<VolumeSnapshot, string, bool>>(
        [
            .. Filters.Text<VolumeSnapshot>("name", snapshot => snapshot.Name),
            .. Filters.Text<VolumeSnapshot>("display_name", snapshot => snapshot.Name),
            .. Filters.Text<VolumeSnapshot>("status", snapshot => snapshot.Status),
            .. Filters.Text<VolumeSnapshot>("volume_id", snapshot => snapshot.VolumeId),
            .. Filters.Text<VolumeSnapshot>("user_id", snapshot => snapshot.UserId),
            .. Filters.Text<VolumeSnapshot>("id", snapshot => snapshot.Id),
            Filters.Flag<VolumeSnapshot>("consumes_quota", _ => true),
            Filters.Map<VolumeSnapshot>("metadata", snapshot => snapshot.Metadata),
        ]),
        SortKeys = new Dictionary<string, Func<VolumeSnapshot, IComparable?>>
        {
            ["id"] = snapshot => snapshot.Id,
            ["name"] = snapshot => snapshot.Name,
            ["display_name"] = snapshot => snapshot.Name,
            ["status"] = snapshot => snapshot.Status,
            ["volume_id"] = snapshot => snapshot.VolumeId,
            ["size"] = snapshot => snapshot.Size,
            ["created_at"] = snapshot => snapshot.CreatedAt,
            ["updated_at"] = snapshot => snapshot.UpdatedAt,
        },
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "snapshots", request => List(request, SnapshotShape.WriteBrief, "snapshots"));
        api.Map(routes, HttpMethods.Get, "snapshots/detail", request => List(request, SnapshotShape.WriteFull, "snapshots/detail"));
        api.Map(routes, HttpMethods.Post, "snapshots", CreateAsync);
        api.Map(routes, HttpMethods.Get, One, request =>
            request.Snapshot(request.State, request.Id, "volume:get_snapshot").Map(snapshot => Shown(request, snapshot, SnapshotShape.WriteFull)));
        api.Map(routes, HttpMethods.Put, One, UpdateAsync);
        api.Map(routes, HttpMethods.Delete, One, async request => (await store.WriteAsync(request.Write, state =>
            request.Snapshot(state, request.Id, "volume:delete_snapshot").Then(snapshot => BeginDeletion(state, request.Caller, snapshot, isForced: false))))
            .Map(_ => new Reply(StatusCodes.Status202Accepted, null)));
    }

    /// <summary>Begins to delete a snapshot, if nothing is in the way.</summary>
    public static Result<VolumeSnapshot> BeginDeletion(Transaction state, Caller caller, VolumeSnapshot snapshot, bool isForced)
    {
        if (!isForced && snapshot.Status is not (SnapshotStatus.Available or SnapshotStatus.Error or SnapshotStatus.ErrorDeleting))
            return Error.Invalid($"Invalid snapshot: Snapshot {snapshot.Id} is {snapshot.Status}: only those in status available or error can be deleted.");
        if (!isForced && snapshot.GroupSnapshotId is { } group)
            return Error.Invalid($"Invalid snapshot: Snapshot {snapshot.Id} is part of group snapshot {group} and goes with it.");
        var deleting = snapshot with { Status = SnapshotStatus.Deleting, UpdatedAt = state.Time };
        state.Update(BlockStorageTables.Snapshots, deleting);
        Jobs.Add(state, caller, JobKind.DeleteSnapshot, snapshot.Id, job => job with { Others = [snapshot.VolumeId] });
        return deleting;
    }

    private static Result<Reply> List(VolumeRequest request, Action<Utf8JsonWriter, VolumeRequest, VolumeSnapshot> write, string path)
    {
        if (request.Refusal("volume:get_all_snapshots") is { } refusal)
            return refusal;
        var state = request.State;
        var seen = Filters.Seen(request, state.In(BlockStorageTables.Snapshots).All, project => BlockStorageTables.SnapshotsByProject.Of(state, project));
        return Kind.Reply(request, seen, (writer, snapshot) => write(writer, request, snapshot), path);
    }

    private async Task<Result<Reply>> CreateAsync(VolumeRequest request)
    {
        if (!(await request.FieldsAsync(New)).TryGet(out var fields, out var error))
            return error;
        var isForced = fields.Flag("force") ?? request.Has(ForceImplied);
        if (request.Has(ForceImplied) && !isForced)
            return Error.Invalid("Invalid value 'false' for force: since 3.66 a snapshot of an attached volume needs none, and nothing else can be said.");
        return (await store.WriteAsync(request.Write, state => request.Volume(state, fields.Text("volume_id") ?? "", "volume:create_snapshot").Then(volume =>
            volume.Is(VolumeStatus.Available) || (isForced && volume.Is(VolumeStatus.InUse))
                ? NewSnapshot.Begin(
                    state, request.Caller, volume, fields.Text("name") ?? fields.Text("display_name"), fields.Text("description") ?? fields.Text("display_description"), fields.Map("metadata"))
                : CinderErrors.WrongStatus(volume.Id, "a snapshot", volume.Status, VolumeStatus.Available))))
            .Map(snapshot => Shown(request, snapshot, SnapshotShape.WriteBrief) with { Status = StatusCodes.Status202Accepted });
    }

    private async Task<Result<Reply>> UpdateAsync(VolumeRequest request)
    {
        if (!(await request.FieldsAsync(Update)).TryGet(out var fields, out var error))
            return error;
        if (!Array.Exists(Update.Members, member => fields.Names(member.Name)))
            return Error.Invalid("Invalid input for field/attribute snapshot: a name or a description is needed.");
        return (await store.WriteAsync(request.Write, state => request.Snapshot(state, request.Id, "volume:update_snapshot").Map(snapshot =>
        {
            var changed = snapshot with
            {
                Name = fields.Names("name") ? fields.Text("name") : fields.Names("display_name") ? fields.Text("display_name") : snapshot.Name,
                Description = fields.Names("description") ? fields.Text("description") : fields.Names("display_description") ? fields.Text("display_description") : snapshot.Description,
                UpdatedAt = state.Time,
            };
            state.Update(BlockStorageTables.Snapshots, changed);
            return changed;
        }))).Map(snapshot => Shown(request, snapshot, SnapshotShape.WriteBrief));
    }

    private static Reply Shown(VolumeRequest request, VolumeSnapshot snapshot, Action<Utf8JsonWriter, VolumeRequest, VolumeSnapshot> write) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("snapshot");
        write(writer, request, snapshot);
        writer.WriteEndObject();
    });
}
