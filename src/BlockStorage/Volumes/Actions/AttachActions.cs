using System.Text.Json;
using Naru.BlockStorage.Attachments;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.BlockStorage.Volumes.Actions;

/// <summary>Attaching as it was before attachments were things of their own.</summary>
internal sealed class AttachActions : IVolumeActions
{
    private const string Rule = "volume_extension:volume_actions:";

    private static readonly Member ConnectorOrNull = new("connector", Check.OrNull(Check.Object));
    private static readonly Member AttachmentId = new("attachment_id", Check.UuidOrNull);

    private readonly VolumeBackends _backends;

    public AttachActions(VolumeBackends backends)
    {
        _backends = backends;
        All =
        [
            new("os-attach", Rule + "attach", Attach)
            {
                Members =
                [
                    new("instance_uuid", Check.UuidOrNull),
                    new("host_name", Check.OrNull(Check.Text(1, Limits.NameLength))),
                    new("mountpoint", Check.Text(1, Limits.NameLength)) { IsRequired = true },
                    new("mode", Check.Choice("rw", "ro")),
                ],
            },
            new("os-detach", Rule + "detach", Detach) { Members = [AttachmentId], TakesAnything = true },
            new("os-force_detach", "volume_extension:volume_admin_actions:force_detach", Detach) { Members = [AttachmentId, ConnectorOrNull] },
            new("os-reserve", Rule + "reserve", (state, _, volume, _) => volume.Is(VolumeStatus.Available) || (volume.IsMultiattach && volume.Is(VolumeStatus.InUse))
                ? Changed(state, volume, VolumeStatus.Attaching)
                : CinderErrors.WrongStatus(volume.Id, "reserving", volume.Status, VolumeStatus.Available)) { TakesAnything = true },
            new("os-unreserve", Rule + "unreserve", (state, _, volume, _) => volume.Is(VolumeStatus.Attaching)
                ? Changed(state, volume, HasAttached(state, volume) ? VolumeStatus.InUse : VolumeStatus.Available)
                : CinderErrors.WrongStatus(volume.Id, "giving up a reservation", volume.Status, VolumeStatus.Attaching)) { TakesAnything = true },
            new("os-begin_detaching", Rule + "begin_detaching", (state, _, volume, _) => volume.Is(VolumeStatus.InUse) && HasAttached(state, volume)
                ? Changed(state, volume, VolumeStatus.Detaching)
                : CinderErrors.WrongStatus(volume.Id, "detaching", volume.Status, VolumeStatus.InUse)) { TakesAnything = true },
            new("os-roll_detaching", Rule + "roll_detaching", (state, _, volume, _) =>
                volume.Is(VolumeStatus.Detaching) ? Changed(state, volume, VolumeStatus.InUse) : VolumeAction.Accepted) { TakesAnything = true },
            new("os-initialize_connection", Rule + "initialize_connection", Connect) { Members = [new("connector", Check.Object) { IsRequired = true }] },
            new("os-terminate_connection", Rule + "terminate_connection", (_, _, _, _) => VolumeAction.Accepted)
            {
                Members = [new("connector", Check.OrNull(Check.Object)) { IsRequired = true }],
            },
        ];
    }

    public IReadOnlyList<VolumeAction> All { get; }

    private static Result<Reply> Attach(Transaction state, VolumeRequest request, Volume volume, Fields fields)
    {
        var (instance, host) = (fields.Text("instance_uuid"), fields.Text("host_name"));
        if ((instance is null) == (host is null))
            return Error.Invalid("Invalid input received: either instance_uuid or host_name is needed, and not both.");
        if (!volume.Is(VolumeStatus.Available, VolumeStatus.Attaching) && !(volume.IsMultiattach && volume.Is(VolumeStatus.InUse)))
            return CinderErrors.WrongStatus(volume.Id, "attaching", volume.Status, VolumeStatus.Available, VolumeStatus.Attaching);
        var mode = fields.Text("mode") ?? (volume.IsReadOnly is true ? AttachmentChanges.ReadOnly : AttachmentChanges.ReadWrite);
        if (volume.IsReadOnly is true && mode != AttachmentChanges.ReadOnly)
            return Error.Invalid($"Invalid attachment mode '{mode}': volume {volume.Id} is read-only.");
        AttachmentChanges.Add(state, volume, new VolumeAttachment
        {
            Id = Guid.NewGuid().ToString(),
            VolumeId = volume.Id,
            ProjectId = volume.ProjectId,
            InstanceId = instance,
            HostName = host,
            MountPoint = fields.Text("mountpoint"),
            Mode = mode,
            Status = VolumeAttachment.Attached,
            CreatedAt = state.Time,
            AttachedAt = state.Time,
        });
        return VolumeAction.Accepted;
    }

    private static Result<Reply> Detach(Transaction state, VolumeRequest request, Volume volume, Fields fields)
    {
        var attachments = BlockStorageTables.AttachmentsByVolume.Of(state, volume.Id);
        if (fields.Text("attachment_id") is { } id)
            attachments = [.. attachments.Where(attachment => attachment.Id == id)];
        else if (attachments.Count > 1)
            return Error.Invalid($"Invalid volume: Volume {volume.Id} is attached to {attachments.Count} instances: attachment_id must say which one.");
        if (attachments.Count == 0 && fields.Text("attachment_id") is { } missing)
            return CinderErrors.NotFound("VolumeAttachment", missing);
        foreach (var attachment in attachments)
            AttachmentChanges.Remove(state, attachment);
        if (attachments.Count == 0)
            VolumeRecords.Update(state, volume with { Status = VolumeStatus.Available, AttachedMode = null });
        return VolumeAction.Accepted;
    }

    private Result<Reply> Connect(Transaction state, VolumeRequest request, Volume volume, Fields fields)
    {
        if (_backends.Find(volume.Host) is not { } backend)
            return Error.Invalid($"Invalid volume: Volume {volume.Id} is on no backend.");
        var connector = fields.Find("connector");
        var isReadOnly = volume.IsReadOnly is true || Connector.ModeOf(connector) == AttachmentChanges.ReadOnly;
        var connection = new ConnectionInfo(volume.Id, backend.Driver.Connection(volume.Id, Connector.HostOf(connector)), isReadOnly, volume.Key is not null);
        return Reply.Json(writer => WriteConnection(writer, connection));
    }

    private static void WriteConnection(Utf8JsonWriter writer, ConnectionInfo connection)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("connection_info");
        connection.Write(writer);
        writer.WriteEndObject();
    }

    private static bool HasAttached(Transaction state, Volume volume) =>
        BlockStorageTables.AttachmentsByVolume.Of(state, volume.Id).Any(attachment => attachment.Status == VolumeAttachment.Attached);

    private static Result<Reply> Changed(Transaction state, Volume volume, string status)
    {
        VolumeRecords.Update(state, volume with { Status = status });
        return VolumeAction.Accepted;
    }
}
