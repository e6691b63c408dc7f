using System.Text.Json;
using Naru.Rest.Style;

namespace Naru.Compute.Requests;

/// <summary>Where documents say that others are.</summary>
internal static class Links
{
    /// <summary>The value of <c>links</c>: where it is in this version, and where without one.</summary>
    public static void Write(Utf8JsonWriter writer, ComputeRequest request, string path)
    {
        writer.WriteStartArray();
        writer.WriteLink("self", request.UrlOf(path));
        writer.WriteLink("bookmark", request.BookmarkOf(path));
        writer.WriteEndArray();
    }

    public static void WriteBookmark(Utf8JsonWriter writer, string url)
    {
        writer.WriteStartArray();
        writer.WriteLink("bookmark", url);
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
        writer.WriteLink("next", next);
        writer.WriteEndArray();
    }
}
