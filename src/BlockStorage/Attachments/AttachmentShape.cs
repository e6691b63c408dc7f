using System.Text.Json;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Views;
using Naru.Rest.Microversions;
using Naru.Rest.Style;

namespace Naru.BlockStorage.Attachments;

/// <summary>How attachments look in an answer.</summary>
internal static class AttachmentShape
{
    private static readonly Shape<VolumeAttachment> Brief = new(
        Show.Text<VolumeAttachment>("id", attachment => attachment.Id),
        Show.Text<VolumeAttachment>("status", attachment => attachment.Status),
        Show.Text<VolumeAttachment>("instance", attachment => attachment.InstanceId),
        Show.Text<VolumeAttachment>("volume_id", attachment => attachment.VolumeId));

    private static readonly Shape<VolumeAttachment> More = new(
        Show.Text<VolumeAttachment>("attach_mode", attachment => attachment.Mode),
        Show.Time<VolumeAttachment>("attached_at", attachment => attachment.AttachedAt),
        Show.Time<VolumeAttachment>("detached_at", _ => null));

    public static void WriteBrief(Utf8JsonWriter writer, VolumeRequest request, VolumeAttachment attachment) => Brief.Write(writer, attachment, request.Viewer);

    /// <param name="connection">How the host reaches the volume; null: it has not said yet that it wants to.</param>
    public static void WriteFull(Utf8JsonWriter writer, VolumeRequest request, VolumeAttachment attachment, ConnectionInfo? connection)
    {
        writer.WriteStartObject();
        Brief.WriteFields(writer, attachment, request.Viewer);
        More.WriteFields(writer, attachment, request.Viewer);
        writer.WritePropertyName("connection_info");
        if (connection is null || attachment.Connector is null)
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }
        else
        {
            connection.WriteFlat(writer, attachment);
        }
        writer.WriteEndObject();
    }

    /// <summary>The attachments of a volume within the volume: those that are complete.</summary>
    public static void WriteOfVolume(Utf8JsonWriter writer, IEnumerable<VolumeAttachment> attachments)
    {
        writer.WriteStartArray();
        foreach (var attachment in attachments.Where(attachment => attachment.Status == VolumeAttachment.Attached))
        {
            writer.WriteStartObject();
            writer.WriteString("id", attachment.VolumeId);
            writer.WriteString("attachment_id", attachment.Id);
            writer.WriteString("volume_id", attachment.VolumeId);
            writer.WriteString("server_id", attachment.InstanceId);
            writer.WriteString("host_name", attachment.HostName);
            writer.WriteString("device", attachment.MountPoint);
            writer.WriteString("attached_at", attachment.AttachedAt is { } time ? Times.Exact(time) : null);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
