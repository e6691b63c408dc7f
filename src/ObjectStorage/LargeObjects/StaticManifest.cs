using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Naru.ObjectStorage.LargeObjects;

/// <summary>The manifest of a static large object, as it is kept and shown (Swift documentation, "Static Large Objects").</summary>
internal static class StaticManifest
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(IEnumerable<ManifestSegment> segments)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartArray();
            foreach (var segment in segments)
                Write(json, segment);
            json.WriteEndArray();
        }
        return stream.ToArray();
    }

    public static IReadOnlyList<ManifestSegment> Read(byte[] manifest)
    {
        using var document = JsonDocument.Parse(manifest);
        return [.. document.RootElement.EnumerateArray().Select(Read)];
    }

    /// <summary>As it could be uploaded again.</summary>
    public static string ToRaw(byte[] manifest)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartArray();
            foreach (var segment in Read(manifest))
            {
                json.WriteStartObject();
                if (segment.Data is { } data)
                {
                    json.WriteString("data", Convert.ToBase64String(data));
                }
                else
                {
                    json.WriteString("path", $"/{segment.Container}/{segment.Object}");
                    json.WriteString("etag", segment.ETag);
                    json.WriteNumber("size_bytes", segment.Bytes);
                    if (segment.IsRanged)
                        json.WriteString("range", segment.Range);
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The ETag of the whole: MD5 over the segments' ETags and ranges.</summary>
    public static string ETagOf(IEnumerable<ManifestSegment> segments)
    {
        var text = string.Concat(segments.Select(segment => segment.IsRanged ? $"{segment.ETag}:{segment.Range};" : segment.ETag));
        return ETags.Of(text);
    }

    private static void Write(Utf8JsonWriter json, ManifestSegment segment)
    {
        json.WriteStartObject();
        if (segment.Data is { } data)
        {
            json.WriteString("data", Convert.ToBase64String(data));
        }
        else
        {
            json.WriteString("name", $"/{segment.Container}/{segment.Object}");
            json.WriteNumber("bytes", segment.Bytes);
            json.WriteString("hash", segment.ETag);
            json.WriteString("content_type", segment.ContentType);
            json.WriteString("last_modified", segment.Modified.ToIso());
            if (segment.IsRanged)
                json.WriteString("range", segment.Range);
            if (segment.IsManifest)
                json.WriteBoolean("sub_slo", true);
        }
        json.WriteEndObject();
    }

    private static ManifestSegment Read(JsonElement json)
    {
        if (json.TryGetProperty("data", out var literal))
        {
            var data = literal.GetBytesFromBase64();
            return ManifestSegment.OfData(data);
        }
        var name = json.GetProperty("name").GetString()!.Split('/', 3);
        var bytes = json.GetProperty("bytes").GetInt64();
        var (first, length) = (0L, bytes);
        if (json.TryGetProperty("range", out var range))
        {
            var ends = range.GetString()!.Split('-');
            first = long.Parse(ends[0], System.Globalization.CultureInfo.InvariantCulture);
            length = long.Parse(ends[1], System.Globalization.CultureInfo.InvariantCulture) - first + 1;
        }
        return new ManifestSegment(name[1], name[2], bytes, json.GetProperty("hash").GetString()!, first, length);
    }
}
