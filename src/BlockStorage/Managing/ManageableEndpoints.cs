using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Quotas;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Services;
using Naru.BlockStorage.Snapshots;
using Naru.BlockStorage.Types;
using Naru.BlockStorage.Volumes;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.BlockStorage.Managing;

/// <summary>Bytes that a backend has and the cloud does not know become volumes and snapshots.</summary>
internal sealed class ManageableEndpoints(VolumeApi api, VolumeBackends backends, Store store)
{
    private const int Since = 8;

    private static readonly BodySchema NewVolume = new(
        "volume",
        new Member("host", Check.Text(1, Limits.NameLength)) { IsRequired = true },
        new Member("ref", Check.Object) { IsRequired = true },
        new Member("name", Check.Name),
        new Member("description", Check.Name),
        new Member("volume_type", Check.OrNull(Check.Text(0, Limits.NameLength))),
        new Member("metadata", Check.OrNull(Check.Metadata)),
        new Member("availability_zone", Check.OrNull(Check.Text(1, Limits.NameLength))),
        new Member("bootable", Check.Flag),
        new Member("cluster", Check.OrNull(Check.Text(0, Limits.NameLength))));

    private static readonly BodySchema NewSnapshot = new(
        "snapshot",
        new Member("volume_id", Check.Uuid) { IsRequired = true },
        new Member("ref", Check.Object) { IsRequired = true },
        new Member("name", Check.Name),
        new Member("description", Check.Name),
        new Member("metadata", Check.OrNull(Check.Metadata)));

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (path, since) in new (string, int)[] { ("os-volume-manage", 0), ("manageable_volumes", Since) })
        {
            api.Map(routes, HttpMethods.Get, path, request => List(request, BytesKind.Volume, "volume_extension:list_manageable", "manageable-volumes", isDetailed: false), since);
            api.Map(routes, HttpMethods.Get, path + "/detail", request => List(request, BytesKind.Volume, "volume_extension:list_manageable", "manageable-volumes", isDetailed: true), since);
            api.Map(routes, HttpMethods.Post, path, ManageVolumeAsync, since);
        }
        foreach (var (path, since) in new (string, int)[] { ("os-snapshot-manage", 0), ("manageable_snapshots", Since) })
        {
            api.Map(routes, HttpMethods.Get, path, request => List(request, BytesKind.Snapshot, "snapshot_extension:list_manageable", "manageable-snapshots", isDetailed: false), since);
            api.Map(routes, HttpMethods.Get, path + "/detail", request => List(request, BytesKind.Snapshot, "snapshot_extension:list_manageable", "manageable-snapshots", isDetailed: true), since);
            api.Map(routes, HttpMethods.Post, path, ManageSnapshotAsync, since);
        }
    }

    private Result<Reply> List(VolumeRequest request, BytesKind kind, string rule, string name, bool isDetailed)
    {
        if (request.Refusal(rule) is { } refusal)
            return refusal;
        if (backends.Find(request.Query["host"].ToString()) is not { } backend)
            return Error.Invalid($"Invalid input received: there is no host '{request.Query["host"]}': expected one of the pools.");
        var found = backend.Driver.Foreign(kind).ToList();
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray(name);
            foreach (var foreign in found)
                Write(writer, foreign, isDetailed);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, ForeignBytes foreign, bool isDetailed)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("reference");
        writer.WriteString("source-name", foreign.Name);
        writer.WriteEndObject();
        writer.WriteNumber("size", Gibibyte.Holding(foreign.Length));
        writer.WriteBoolean("safe_to_manage", true);
        if (isDetailed)
        {
            writer.WriteNull("reason_not_safe");
            writer.WriteNull("cinder_id");
            writer.WriteNull("extra_info");
        }
        writer.WriteEndObject();
    }

    private async Task<Result<Reply>> ManageVolumeAsync(VolumeRequest request)
    {
        if (request.Refusal("volume_extension:volume_manage") is { } refusal)
            return refusal;
        if (!(await request.FieldsAsync(NewVolume)).TryGet(out var fields, out var error))
            return error;
        if (backends.Find(fields.Text("host")) is not { } backend)
            return Error.NotFound("ServiceNotFound", $"Service cinder-volume could not be found on host {fields.Text("host")}.");
        if (!Named(backend, BytesKind.Volume, fields.Find("ref")).TryGet(out var foreign, out error))
            return error;
        return (await store.WriteAsync(request.Write, state =>
        {
            if (!(fields.Text("volume_type") is { Length: > 0 } asked ? TypeAccess.FindNamed(state, request.Caller, asked) : DefaultTypes.Of(state, request.Caller.ProjectId))
                .TryGet(out var type, out var missing))
            {
                return missing;
            }
            if (type.Encryption is not null)
                return Error.Invalid($"Invalid volume type: '{type.Name}' asks for encryption, and with what {foreign.Name} is encrypted nobody knows here.");
            if (QuotaCheck.Volume(state, request.Caller.ProjectId, Gibibyte.Holding(foreign.Length), type.Id) is { } exceeded)
                return exceeded;
            var volume = new Volume
            {
                Id = Guid.NewGuid().ToString(),
                ProjectId = request.Caller.ProjectId,
                UserId = request.Caller.UserId,
                Name = fields.Text("name"),
                Description = fields.Text("description"),
                Status = VolumeStatus.Managing,
                TypeId = type.Id,
                AvailabilityZone = ServiceRecords.Zone,
                Host = backend.Host,
                IsBootable = fields.Flag("bootable") is true,
                IsMultiattach = type.IsMultiattach,
                Metadata = fields.Map("metadata"),
                CreatedAt = state.Time,
            };
            state.Insert(BlockStorageTables.Volumes, volume);
            Jobs.Add(state, request.Caller, JobKind.ManageVolume, volume.Id, job => job with { Detail = foreign.Name });
            return (Result<Volume>)volume;
        })).Map(volume => Reply.Json(
            writer =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName("volume");
                VolumeShape.WriteFull(writer, store.Current, request, volume);
                writer.WriteEndObject();
            },
            StatusCodes.Status202Accepted));
    }

    private async Task<Result<Reply>> ManageSnapshotAsync(VolumeRequest request)
    {
        if (request.Refusal("snapshot_extension:snapshot_manage") is { } refusal)
            return refusal;
        if (!(await request.FieldsAsync(NewSnapshot)).TryGet(out var fields, out var error)
            || !request.Volume(request.State, fields.Text("volume_id")!, "volume:get").TryGet(out var origin, out error))
        {
            return error;
        }
        if (backends.Find(origin.Host) is not { } backend)
            return Error.Invalid($"Invalid volume: volume {origin.Id} is on no backend.");
        if (!Named(backend, BytesKind.Snapshot, fields.Find("ref")).TryGet(out var foreign, out error))
            return error;
        return (await store.WriteAsync(request.Write, state =>
        {
            var snapshot = new VolumeSnapshot
            {
                Id = Guid.NewGuid().ToString(),
                ProjectId = request.Caller.ProjectId,
                UserId = request.Caller.UserId,
                VolumeId = origin.Id,
                TypeId = origin.TypeId,
                Name = fields.Text("name"),
                Description = fields.Text("description"),
                Size = Math.Max(1, Gibibyte.Holding(foreign.Length)),
                Status = SnapshotStatus.Creating,
                Metadata = fields.Map("metadata"),
                CreatedAt = state.Time,
            };
            state.Insert(BlockStorageTables.Snapshots, snapshot);
            Jobs.Add(state, request.Caller, JobKind.ManageSnapshot, snapshot.Id, job => job with { Detail = foreign.Name, Others = [origin.Id] });
            return (Result<VolumeSnapshot>)snapshot;
        })).Map(snapshot => Reply.Json(
            writer =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName("snapshot");
                SnapshotShape.WriteBrief(writer, request, snapshot);
                writer.WriteEndObject();
            },
            StatusCodes.Status202Accepted));
    }

    // A name is looked up among those that the driver lists, never used as a path.
    private static Result<ForeignBytes> Named(VolumeBackend backend, BytesKind kind, JsonElement reference)
    {
        if (!reference.TryGetProperty("source-name", out var name) || name.ValueKind is not JsonValueKind.String)
            return Error.Invalid("Invalid input received: the reference needs a 'source-name'.");
        return backend.Driver.Foreign(kind).FirstOrDefault(foreign => foreign.Name == name.GetString()) is { } found
            ? found
            : Error.Invalid($"Manage existing volume failed due to invalid backend reference: '{name.GetString()}' is not there.");
    }
}
