using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Listing;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Volumes;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.BlockStorage.Attachments;

/// <summary><c>/attachments</c>: volumes given to instances and hosts in three steps: reserved, connected, complete.</summary>
internal sealed class AttachmentEndpoints(VolumeApi api, VolumeBackends backends, Store store)
{
    private const int Since = 27;
    private const int CompletedSince = 44;
    private const int ModeSince = 54;
    private const string One = "attachments/{id}";

    private static readonly ValueCheck InstanceId = Check.OrNull(Check.Text(1, Limits.NameLength));

    private static readonly BodySchema New = new(
        "attachment",
        new Member("volume_uuid", Check.Uuid) { IsRequired = true },
        new Member("instance_uuid", InstanceId),
        new Member("connector", Check.OrNull(Check.Object)),
        new Member("mode", Check.Choice("rw", "ro")) { Since = ModeSince });

    private static readonly BodySchema Update = new("attachment", new Member("connector", Check.Object) { IsRequired = true });

    private static readonly ListKind<VolumeAttachment> Kind = new("attachments", attachment => attachment.Id, attachment => attachment.CreatedAt)
    {
        Singular = "VolumeAttachment",
        HasLinks = false,
        Filters = new Dictionary<string, Func<VolumeAttachment, string, bool>>(
        [
            .. Filters.Text<VolumeAttachment>("volume_id", attachment => attachment.VolumeId),
            .. Filters.Text<VolumeAttachment>("status", attachment => attachment.Status),
            .. Filters.Text<VolumeAttachment>("attach_status", attachment => attachment.Status),
            .. Filters.Text<VolumeAttachment>("instance_id", attachment => attachment.InstanceId),
        ]),
        SortKeys = new Dictionary<string, Func<VolumeAttachment, IComparable?>>
        {
            ["id"] = attachment => attachment.Id, ["created_at"] = attachment => attachment.CreatedAt,
        },
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "attachments", request => List(request, (writer, attachment) => AttachmentShape.WriteBrief(writer, request, attachment), "attachments"), Since);
        api.Map(routes, HttpMethods.Get, "attachments/detail", request => List(
            request, (writer, attachment) => AttachmentShape.WriteFull(writer, request, attachment, ConnectionOf(request.State, attachment)), "attachments/detail"), Since);
        api.Map(routes, HttpMethods.Post, "attachments", CreateAsync, Since);
        api.Map(routes, HttpMethods.Get, One, request => Find(request, request.State, "volume:attachment_get").Map(attachment => Shown(request, attachment)), Since);
        api.Map(routes, HttpMethods.Put, One, UpdateAsync, Since);
        api.Map(routes, HttpMethods.Delete, One, DeleteAsync, Since);
        api.Map(routes, HttpMethods.Post, One + "/action", CompleteAsync, CompletedSince);
    }

    private static Result<Reply> List(VolumeRequest request, Action<Utf8JsonWriter, VolumeAttachment> write, string path)
    {
        if (request.Refusal("volume:attachment_get_all") is { } refusal)
            return refusal;
        var all = request.State.In(BlockStorageTables.Attachments).All;
        return Kind.Reply(request, Filters.Seen(request, all, project => all.Where(attachment => attachment.ProjectId == project)), write, path);
    }

    private async Task<Result<Reply>> CreateAsync(VolumeRequest request)
    {
        if (!(await request.FieldsAsync(New)).TryGet(out var fields, out var error))
            return error;
        var connector = fields.Has("connector") ? fields.Find("connector") : default;
        return (await store.WriteAsync(request.Write, state => request.Volume(state, fields.Text("volume_uuid")!, "volume:attachment_create").Then(volume =>
        {
            if (AttachmentChanges.Refusal(volume) is { } refusal)
                return refusal;
            var isReadOnly = volume.IsReadOnly is true;
            if (isReadOnly && fields.Text("mode") == AttachmentChanges.ReadWrite)
                return Error.Invalid($"Invalid volume: volume {volume.Id} is read-only and can be attached in mode 'ro' only.");
            var isConnected = connector.ValueKind is JsonValueKind.Object && connector.EnumerateObject().Any();
            return (Result<VolumeAttachment>)AttachmentChanges.Add(state, volume, new VolumeAttachment
            {
                Id = Guid.NewGuid().ToString(),
                VolumeId = volume.Id,
                ProjectId = request.Caller.ProjectId,
                InstanceId = fields.Text("instance_uuid"),
                Status = isConnected ? VolumeAttachment.Attaching : VolumeAttachment.Reserved,
                Mode = isReadOnly ? AttachmentChanges.ReadOnly : fields.Text("mode") ?? (isConnected ? Connector.ModeOf(connector) : null),
                Connector = isConnected ? connector.GetRawText() : null,
                HostName = isConnected ? Connector.HostOf(connector) : null,
                CreatedAt = state.Time,
            });
        }))).Map(attachment => Shown(request, attachment));
    }

    private async Task<Result<Reply>> UpdateAsync(VolumeRequest request)
    {
        if (!(await request.FieldsAsync(Update)).TryGet(out var fields, out var error))
            return error;
        var connector = fields.Find("connector");
        return (await store.WriteAsync(request.Write, state => Find(request, state, "volume:attachment_update").Then(attachment =>
        {
            if (attachment.Status is not (VolumeAttachment.Reserved or VolumeAttachment.Attaching or VolumeAttachment.Attached))
                return Error.Invalid($"Invalid volume: attachment {attachment.Id} is {attachment.Status} and cannot be connected.");
            return (Result<VolumeAttachment>)AttachmentChanges.Update(state, attachment with
            {
                Connector = connector.GetRawText(),
                HostName = Connector.HostOf(connector),
                Mode = attachment.Mode ?? Connector.ModeOf(connector),
                MountPoint = Connector.MountPointOf(connector) ?? attachment.MountPoint,
                Status = attachment.Status == VolumeAttachment.Reserved ? VolumeAttachment.Attaching : attachment.Status,
            });
        }))).Map(attachment => Shown(request, attachment));
    }

    private async Task<Result<Reply>> DeleteAsync(VolumeRequest request)
    {
        var deleted = await store.WriteAsync(request.Write, state => Find(request, state, "volume:attachment_delete").Map(attachment =>
        {
            AttachmentChanges.Remove(state, attachment);
            return attachment;
        }));
        return deleted.Map(attachment => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("attachments");
            foreach (var other in BlockStorageTables.AttachmentsByVolume.Of(store.Current, attachment.VolumeId))
                AttachmentShape.WriteBrief(writer, request, other);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
    }

    private async Task<Result<Reply>> CompleteAsync(VolumeRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error) || !ActionName.Of(body).TryGet(out var action, out error))
            return error;
        if (action != "os-complete")
            return ActionName.NoSuch(action);
        return (await store.WriteAsync(request.Write, state => Find(request, state, "volume:attachment_complete").Then(attachment =>
            attachment.Status is VolumeAttachment.Attaching or VolumeAttachment.Attached
                ? AttachmentChanges.Complete(state, attachment)
                : (Result<VolumeAttachment>)Error.Invalid($"Invalid volume: attachment {attachment.Id} is {attachment.Status}: only one that is connected can be complete."))))
            .Map(_ => Reply.NoContent);
    }

    private Reply Shown(VolumeRequest request, VolumeAttachment attachment) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("attachment");
        AttachmentShape.WriteFull(writer, request, attachment, ConnectionOf(store.Current, attachment));
        writer.WriteEndObject();
    });

    private ConnectionInfo? ConnectionOf(IStateReader state, VolumeAttachment attachment) =>
        state.In(BlockStorageTables.Volumes).Find(attachment.VolumeId) is { } volume && backends.Find(volume.Host) is { } backend
            ? new ConnectionInfo(volume.Id, backend.Driver.Connection(volume.Id, attachment.HostName), attachment.Mode == AttachmentChanges.ReadOnly, volume.Key is not null)
            : null;

    private static Result<VolumeAttachment> Find(VolumeRequest request, IStateReader state, string rule)
    {
        if (state.In(BlockStorageTables.Attachments).Find(request.Id) is not { } attachment || !request.Sees(attachment.ProjectId))
            return CinderErrors.NotFound("VolumeAttachment", request.Id);
        return request.Refusal(rule, attachment.ProjectId) is { } refusal ? refusal : attachment;
    }
}
