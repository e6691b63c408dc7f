using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.ObjectStorage.Access;
using Naru.ObjectStorage.Content;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Objects;
using Naru.ObjectStorage.Requests;
using Naru.Primitives;
using Naru.Rest;

namespace Naru.ObjectStorage.LargeObjects;

/// <summary><c>PUT ?multipart-manifest=put</c>: makes a static large object of segments that are there already.</summary>
internal sealed class StaticUpload(Contents contents, ObjectFinder finder, ObjectPlacement placement, ObjectUpload upload, WriteClock clock)
{
    public async Task<Error?> PutAsync(StorageRequest request)
    {
        if (!finder.Container(request, request.Path, Need.Write).TryGet(out var container, out var error))
            return error;
        if (!(await ReadAsync(request)).TryGet(out var body, out error) || !Segments(request, body).TryGet(out var segments, out error))
            return error;
        if (!ObjectSettings.ForCreation(request).TryGet(out var headers, out error)
            || !ObjectSettings.ContentType(request).TryGet(out var type, out error)
            || !ObjectSettings.End(request, clock.Now).TryGet(out var end, out error))
        {
            return error;
        }
        var etag = StaticManifest.ETagOf(segments);
        if (request.Header("ETag") is { Length: > 0 } expected && expected.Trim('"') != etag)
            return SwiftErrors.Unprocessable($"The ETag '{expected}' is not that of the segments, '{etag}'.");
        if (!(await contents.ReceiveAsync(StaticManifest.Write(segments), request.Cancellation)).TryGet(out var content, out error))
            return error;
        var arrived = NewObject.Of(request.Path.Object, content, type, headers, end);
        arrived = arrived with
        {
            Item = arrived.Item with { Kind = ObjectKind.StaticLarge, Size = segments.Sum(segment => segment.Length), ETag = etag },
        };
        var placed = await placement.PlaceAsync(request, request.Path, container, arrived);
        return placed.TryGet(out var item, out error) ? await upload.AnswerAsync(request, item, container) : error;
    }

    private static async Task<Result<byte[]>> ReadAsync(StorageRequest request)
    {
        if (request.Http.Request.ContentLength > Limits.ManifestBytes)
            return SwiftErrors.TooLarge;
        using var body = new MemoryStream();
        var buffer = new byte[16 << 10];
        int read;
        try
        {
            while ((read = await request.Http.Request.Body.ReadAsync(buffer, request.Cancellation)) > 0)
            {
                if (body.Length + read > Limits.ManifestBytes)
                    return SwiftErrors.TooLarge;
                body.Write(buffer, 0, read);
            }
        }
        catch (BadHttpRequestException)
        {
            return SwiftErrors.ClientGone;
        }
        return body.ToArray();
    }

    private Result<List<ManifestSegment>> Segments(StorageRequest request, byte[] body)
    {
        var segments = new List<ManifestSegment>();
        var problems = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                return SwiftErrors.Bad("Manifest must be a list.");
            if (document.RootElement.GetArrayLength() > Limits.ManifestSegments)
                return new Error(ErrorKind.TooLarge, "Request Entity Too Large", $"Number of object-backed segments must be <= {Limits.ManifestSegments}");
            var number = 0;
            foreach (var entry in document.RootElement.EnumerateArray())
            {
                if (Segment(request, entry, number++).TryGet(out var segment, out var problem))
                    segments.Add(segment);
                else
                    problems.Add(problem.Message);
            }
        }
        catch (JsonException)
        {
            return SwiftErrors.Bad("Manifest must be valid JSON.");
        }
        if (problems.Count > 0)
            return SwiftErrors.Bad("Errors:\n" + string.Join('\n', problems));
        return segments.Count > 0 && segments.Exists(segment => segment.Data is null)
            ? segments
            : SwiftErrors.Bad("Manifest must contain at least one segment that is an object.");
    }

    private Result<ManifestSegment> Segment(StorageRequest request, JsonElement entry, int number)
    {
        if (entry.ValueKind != JsonValueKind.Object)
            return SwiftErrors.Bad($"Index {number}: not a JSON object");
        string[] known = ["path", "etag", "size_bytes", "range", "data"];
        if (entry.EnumerateObject().FirstOrDefault(property => !known.Contains(property.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } extra)
            return SwiftErrors.Bad($"Index {number}: extraneous keys '{extra.Name}'");
        if (entry.TryGetProperty("data", out var data))
            return Literal(data, number);
        if (Text(entry, "path") is not { } path || path.TrimStart('/').Split('/', 2) is not [{ Length: > 0 } container, { Length: > 0 } name])
            return SwiftErrors.Bad($"Index {number}: path does not refer to an object. Path must be of the form /container/object.");
        var target = request.Path with { Container = container, Object = name };
        if (target == request.Path)
            return SwiftErrors.Bad($"{path}, Manifest object name cannot be among its own segments.");
        if (!finder.Find(request, target, follows: true).TryGet(out var found, out var missing))
            return SwiftErrors.Bad($"/{container}/{name}, {SwiftErrors.Line(missing)}");
        var item = found.Object;
        if (Text(entry, "etag") is { Length: > 0 } etag && etag.Trim('"') != item.ETag)
            return SwiftErrors.Bad($"/{container}/{name}, Etag Mismatch");
        if (Number(entry, "size_bytes") is { } size && size != item.Size)
            return SwiftErrors.Bad($"/{container}/{name}, Size Mismatch");
        if (item.Size == 0)
            return SwiftErrors.Bad($"/{container}/{name}, Too Small; each segment must be at least 1 byte.");
        var (first, length) = (0L, item.Size);
        if (Text(entry, "range") is { Length: > 0 } range)
        {
            if (ByteRanges.Of($"bytes={range}", item.Size) is not [var used])
                return SwiftErrors.Bad($"/{container}/{name}, Unsatisfiable Range");
            (first, length) = used;
        }
        return new ManifestSegment(container, name, item.Size, item.ETag, first, length)
        {
            ContentType = item.ContentType,
            Modified = item.Modified,
            IsManifest = item.Kind == ObjectKind.StaticLarge,
        };
    }

    private static Result<ManifestSegment> Literal(JsonElement data, int number)
    {
        if (data.ValueKind != JsonValueKind.String || !data.TryGetBytesFromBase64(out var bytes) || bytes.Length == 0)
            return SwiftErrors.Bad($"Index {number}: data must be valid base64, and not empty");
        return ManifestSegment.OfData(bytes);
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
