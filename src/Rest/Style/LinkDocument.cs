using System.Text.Json;

namespace Naru.Rest.Style;

/// <summary>A link in a document.</summary>
public static class LinkDocument
{
    /// <summary>Writes <c>{"rel": …, "href": …}</c>.</summary>
    /// <param name="type">What is there, when it is no document of the API.</param>
    public static void WriteLink(this Utf8JsonWriter writer, string rel, string href, string? type = null)
    {
        writer.WriteStartObject();
        writer.WriteString("rel", rel);
        if (type is not null)
            writer.WriteString("type", type);
        writer.WriteString("href", href);
        writer.WriteEndObject();
    }
}
