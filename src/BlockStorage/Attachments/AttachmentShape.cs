using System.Text.Json;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Views;

namespace Naru.BlockStorage.Attachments;

/// <summary>How attachments look in an answer.</summary>
internal static class AttachmentShape
{
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
            writer.WriteString("attached_at", attachment.AttachedAt is { } time ? Times.Text(time) : null);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
