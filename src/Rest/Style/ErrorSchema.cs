using System.Text.Json;

namespace Naru.Rest.Style;

/// <summary>The schema of an error: an object with one member that says it all.</summary>
internal static class ErrorSchema
{
    public static void Write(Utf8JsonWriter writer, string wrapper, params ReadOnlySpan<(string Name, string Type)> members)
    {
        StartObject(writer, wrapper);
        writer.WriteStartObject("properties");
        writer.WriteStartObject(wrapper);
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        foreach (var (name, type) in members)
        {
            writer.WriteStartObject(name);
            writer.WriteString("type", type);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void StartObject(Utf8JsonWriter writer, string required)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "object");
        writer.WriteStartArray("required");
        writer.WriteStringValue(required);
        writer.WriteEndArray();
    }
}
