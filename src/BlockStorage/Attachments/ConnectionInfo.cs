using System.Text.Json;
using Naru.BlockStorage.Documents;

namespace Naru.BlockStorage.Attachments;

/// <summary>How a host reaches the bytes of a volume, as Cinder's drivers tell it: a kind, and what that kind needs.</summary>
/// <param name="Address">A URI: <c>file:///…</c> or <c>nbd://…</c>.</param>
internal sealed record ConnectionInfo(string VolumeId, string Address, bool IsReadOnly, bool IsEncrypted)
{
    private string Kind => new Uri(Address).Scheme == "file" ? "local" : new Uri(Address).Scheme;

    /// <summary>The kind beside its data, as <c>os-initialize_connection</c> answers.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("driver_volume_type", Kind);
        writer.WriteStartObject("data");
        WriteData(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>All in one object, as attachments show it.</summary>
    public void WriteFlat(Utf8JsonWriter writer, VolumeAttachment attachment)
    {
        writer.WriteStartObject();
        writer.WriteString("driver_volume_type", Kind);
        WriteData(writer);
        writer.WriteString("attachment_id", attachment.Id);
        writer.WriteEndObject();
    }

    private void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteString("volume_id", VolumeId);
        writer.WriteString("uri", Address);
        if (Kind == "local")
            writer.WriteString("device_path", new Uri(Address).LocalPath);
        writer.WriteString("access_mode", IsReadOnly ? AttachmentChanges.ReadOnly : AttachmentChanges.ReadWrite);
        writer.WriteBoolean("encrypted", IsEncrypted);
        writer.WriteBoolean("discard", false);
        writer.WriteNull("qos_specs");
        writer.WriteNull("cacheable");
    }
}
