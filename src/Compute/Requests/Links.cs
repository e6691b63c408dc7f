using System.Text.Json;

namespace Naru.Compute.Requests;

/// <summary>Where documents say that others are.</summary>
internal static class Links
{
    /// <summary>The value of <c>links</c>: where it is in this version, and where without one.</summary>
    public static void Write(Utf8JsonWriter writer, ComputeRequest request, string path)
    {
        writer.WriteStartArray();
        WriteOne(writer, "self", request.UrlOf(path));
        WriteOne(writer, "bookmark", request.BookmarkOf(path));
        writer.WriteEndArray();
    }

    public static void WriteBookmark(Utf8JsonWriter writer, string url)
    {
        writer.WriteStartArray();
        WriteOne(writer, "bookmark", url);
        writer.WriteEndArray();
    }

    public static void WriteNext(Utf8JsonWriter writer, string plural, string? next)
    {
        if (next is null)
            return;
        writer.WritePropertyName(plural + "_links");
        WriteOnlyNext(writer, next);
    }

    public static void WriteOnlyNext(Utf8JsonWriter writer, string next)
    {
        writer.WriteStartArray();
        WriteOne(writer, "next", next);
        writer.WriteEndArray();
    }

    private static void WriteOne(Utf8JsonWriter writer, string rel, string href)
    {
        writer.WriteStartObject();
        writer.WriteString("rel", rel);
        writer.WriteString("href", href);
        writer.WriteEndObject();
    }
}
