using System.Text.Json;
using Naru.Images.Content;
using Naru.Images.Documents;
using Naru.Images.Requests;
using Naru.Rest.Style;

namespace Naru.Images.Attributes;

/// <summary>How an image looks in an answer.</summary>
internal static class ImageView
{
    public static void Write(Utf8JsonWriter writer, Image image)
    {
        writer.WriteStartObject();
        foreach (var property in image.Properties)
            writer.WriteString(property.Name, property.Value);
        writer.WriteString("id", image.Id);
        writer.WriteString("name", image.Name);
        writer.WriteString("status", image.Status);
        writer.WriteString("visibility", image.Visibility);
        writer.WriteBoolean("protected", image.IsProtected);
        writer.WriteBoolean("os_hidden", image.IsHidden);
        writer.WriteString("owner", image.Owner);
        writer.WriteString("disk_format", image.DiskFormat);
        writer.WriteString("container_format", image.ContainerFormat);
        writer.WriteNumber("min_disk", image.MinDisk);
        writer.WriteNumber("min_ram", image.MinRam);
        WriteNumber(writer, "size", image.Size);
        WriteNumber(writer, "virtual_size", image.VirtualSize);
        writer.WriteString("checksum", image.Checksum);
        writer.WriteString("os_hash_algo", image.HasData ? "sha512" : null);
        writer.WriteString("os_hash_value", image.Hash);
        if (image.HasData)
            writer.WriteString("stores", ImageFiles.StoreName);
        if (image.HasFailedImport)
            writer.WriteString("os_glance_failed_import", ImageFiles.StoreName);
        writer.WriteStartArray("tags");
        foreach (var tag in image.Tags)
            writer.WriteStringValue(tag);
        writer.WriteEndArray();
        writer.WriteString("created_at", Times.Zoned(image.CreatedAt));
        writer.WriteString("updated_at", Times.Zoned(image.UpdatedAt));
        writer.WriteString("self", $"{ImageApi.Version}/images/{image.Id}");
        writer.WriteString("file", $"{ImageApi.Version}/images/{image.Id}/file");
        writer.WriteString("schema", $"{ImageApi.Version}/schemas/image");
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, long? number)
    {
        if (number is { } known)
            writer.WriteNumber(name, known);
        else
            writer.WriteNull(name);
    }
}
