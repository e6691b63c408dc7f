using System.Text.Json;

namespace Naru.Rest.Values;

internal static class OptionalText
{
    /// <summary>How clients write "null" in a query string.</summary>
    public static bool MeansNull(string text) => text is "" or "None" or "null";

    public static void WriteSchema(Utf8JsonWriter writer, Action<Utf8JsonWriter> inner)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("anyOf");
        inner(writer);
        writer.WriteStartObject();
        writer.WriteString("type", "null");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
