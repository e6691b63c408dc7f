using System.Text.Json;
using Naru.Images.Requests;
using Naru.Rest.Style;

namespace Naru.Images.Metadefs;

/// <summary>Definitions as answers show them.</summary>
internal static class MetadefView
{
    private const string Schemas = ImageApi.Version + "/schemas/metadefs";
    private const string Namespaces = ImageApi.Version + "/metadefs/namespaces";

    /// <summary>A namespace with which resources it is for, but without its definitions.</summary>
    public static void WriteHead(Utf8JsonWriter writer, MetadefNamespace space)
    {
        writer.WriteStartObject();
        WriteNamespace(writer, space);
        writer.WriteEndObject();
    }

    /// <param name="resourceType">If it is given, properties are named as on resources of this type.</param>
    public static void Write(Utf8JsonWriter writer, MetadefNamespace space, string? resourceType = null)
    {
        writer.WriteStartObject();
        WriteNamespace(writer, space);
        var prefix = space.ResourceTypes.Items.FirstOrDefault(type => type.Name == resourceType)?.Prefix ?? "";
        if (!space.Properties.IsEmpty)
        {
            writer.WritePropertyName("properties");
            WriteProperties(writer, space, prefix);
        }
        WriteUnlessEmpty(writer, "objects", space.Objects, item => Write(writer, space, item));
        WriteUnlessEmpty(writer, "tags", space.Tags, item => Write(writer, item));
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, ResourceTypeAssociation type)
    {
        writer.WriteStartObject();
        writer.WriteString("name", type.Name);
        WriteIfGiven(writer, "prefix", type.Prefix);
        WriteIfGiven(writer, "properties_target", type.PropertiesTarget);
        WriteTimes(writer, type.CreatedAt, type.CreatedAt);
        writer.WriteEndObject();
    }

    public static void WriteProperties(Utf8JsonWriter writer, MetadefNamespace space, string prefix = "")
    {
        writer.WriteStartObject();
        foreach (var property in space.Properties)
        {
            writer.WritePropertyName(prefix + property.Name);
            writer.WriteRawValue(property.Schema);
        }
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, MetadefProperty property)
    {
        using var schema = JsonDocument.Parse(property.Schema);
        writer.WriteStartObject();
        writer.WriteString("name", property.Name);
        foreach (var attribute in schema.RootElement.EnumerateObject())
            attribute.WriteTo(writer);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, MetadefNamespace space, MetadefObject item)
    {
        writer.WriteStartObject();
        writer.WriteString("name", item.Name);
        WriteIfGiven(writer, "description", item.Description);
        WriteUnlessEmpty(writer, "required", item.Required, writer.WriteStringValue);
        if (item.Properties is not null)
        {
            writer.WritePropertyName("properties");
            writer.WriteRawValue(item.Properties);
        }
        WriteTimes(writer, item.CreatedAt, item.UpdatedAt);
        writer.WriteString("self", $"{Namespaces}/{space.Name}/objects/{item.Name}");
        writer.WriteString("schema", $"{Schemas}/object");
        writer.WriteEndObject();
    }

    /// <summary>A tag in a list; by itself it has its times too.</summary>
    public static void Write(Utf8JsonWriter writer, MetadefTag tag)
    {
        writer.WriteStartObject();
        writer.WriteString("name", tag.Name);
        writer.WriteEndObject();
    }

    public static void WriteAlone(Utf8JsonWriter writer, MetadefTag tag)
    {
        writer.WriteStartObject();
        writer.WriteString("name", tag.Name);
        WriteTimes(writer, tag.CreatedAt, tag.UpdatedAt);
        writer.WriteEndObject();
    }

    /// <summary>An object with one list.</summary>
    public static void WriteList<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> write)
    {
        writer.WriteStartObject();
        WriteArray(writer, name, items, write);
        writer.WriteEndObject();
    }

    private static void WriteNamespace(Utf8JsonWriter writer, MetadefNamespace space)
    {
        writer.WriteString("namespace", space.Name);
        WriteIfGiven(writer, "display_name", space.DisplayName);
        WriteIfGiven(writer, "description", space.Description);
        writer.WriteString("visibility", space.Visibility);
        writer.WriteBoolean("protected", space.IsProtected);
        WriteIfGiven(writer, "owner", space.Owner);
        WriteTimes(writer, space.CreatedAt, space.UpdatedAt);
        writer.WriteString("self", $"{Namespaces}/{space.Name}");
        writer.WriteString("schema", $"{Schemas}/namespace");
        WriteUnlessEmpty(writer, "resource_type_associations", space.ResourceTypes, item => Write(writer, item));
    }

    private static void WriteUnlessEmpty<T>(Utf8JsonWriter writer, string name, IReadOnlyCollection<T> items, Action<T> write)
    {
        if (items.Count > 0)
            WriteArray(writer, name, items, write);
    }

    private static void WriteArray<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        writer.WriteEndArray();
    }

    private static void WriteIfGiven(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    private static void WriteTimes(Utf8JsonWriter writer, DateTimeOffset created, DateTimeOffset updated)
    {
        writer.WriteString("created_at", Times.Zoned(created));
        writer.WriteString("updated_at", Times.Zoned(updated));
    }
}
