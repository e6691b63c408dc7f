using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Naru.ObjectStorage.Access;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Requests;
using Naru.Rest;

namespace Naru.ObjectStorage.Objects;

/// <summary>Writes an object as the answer to a GET or HEAD: headers, conditions, ranges, bytes.</summary>
internal static class ObjectAnswer
{
    /// <param name="status">What a whole answer carries; a web page that tells of an error has the status of the error.</param>
    public static async Task WriteAsync(StorageRequest request, FoundObject found, OpenedObject opened, int status = StatusCodes.Status200OK)
    {
        var response = request.Http.Response;
        Describe(request, found, opened);
        if (status == StatusCodes.Status200OK && Conditions.Outcome(request, opened.ETag, found.Object.Modified) is { } outcome)
        {
            response.StatusCode = outcome;
            if (outcome == StatusCodes.Status412PreconditionFailed)
                response.ContentLength = 0;
            return;
        }
        response.ContentType = found.Object.ContentType;
        var size = opened.Body.Length;
        if (status != StatusCodes.Status200OK || request.IsHead || ByteRanges.Of(RangeOf(request, opened, found), size) is not { } ranges)
            await WriteWholeAsync(request, opened, status);
        else if (ranges.Count == 0)
            await RefuseRangeAsync(request, size);
        else if (ranges.Count == 1)
            await WritePartAsync(request, opened, ranges[0]);
        else
            await WritePartsAsync(request, found, opened, ranges);
    }

    private static void Describe(StorageRequest request, FoundObject found, OpenedObject opened)
    {
        var response = request.Http.Response;
        var item = found.Object;
        response.SetAll(item.Headers);
        response.SetLastModified(item.Modified);
        response.Set("ETag", opened.WrittenETag);
        response.Set("Accept-Ranges", "bytes");
        if (item.Kind == ObjectKind.StaticLarge)
        {
            response.Set("X-Static-Large-Object", "True");
            response.Set("X-Manifest-Etag", item.StoredETag);
        }
        if (item.DeleteAt is { } end)
            response.Set("X-Delete-At", end);
        if (found.Container.KeepsVersions is not null)
            response.Set("X-Object-Version-Id", item.VersionId);
        if (found.IsLinked)
            response.Set("Content-Location", UrlPath(found.Path));
        if (SignedUrls.IsSigned(request) && request.Method == "GET" && !response.Headers.ContainsKey("Content-Disposition"))
            response.Set("Content-Disposition", Disposition(request, found));
        else if (request.HasQuery("inline"))
            response.Set("Content-Disposition", "inline");
    }

    private static string? RangeOf(StorageRequest request, OpenedObject opened, FoundObject found)
    {
        var range = request.Header("Range");
        if (range is null || request.Header("If-Range") is not { Length: > 0 } condition)
            return range;
        var holds = DateTimeOffset.TryParse(condition, CultureInfo.InvariantCulture, out var date)
            ? found.Object.Modified.ToHttpDate() <= date
            : Conditions.Matches(condition, opened.ETag);
        return holds ? range : null;
    }

    private static async Task WriteWholeAsync(StorageRequest request, OpenedObject opened, int status)
    {
        request.Http.Response.StatusCode = status;
        request.Http.Response.ContentLength = opened.Body.Length;
        if (!request.IsHead)
            await opened.Body.CopyToAsync(request.Http.Response.Body, request.Cancellation);
    }

    private static Task RefuseRangeAsync(StorageRequest request, long size)
    {
        request.Http.Response.Set("Content-Range", $"bytes */{size}");
        return request.Http.TextAsync(
            StatusCodes.Status416RangeNotSatisfiable, "text/html; charset=UTF-8",
            "<html><h1>Requested Range Not Satisfiable</h1><p>The Range requested is not available.</p></html>");
    }

    private static async Task WritePartAsync(StorageRequest request, OpenedObject opened, (long Offset, long Length) range)
    {
        var response = request.Http.Response;
        response.StatusCode = StatusCodes.Status206PartialContent;
        response.Set("Content-Range", $"bytes {range.Offset}-{range.Offset + range.Length - 1}/{opened.Body.Length}");
        response.ContentLength = range.Length;
        await opened.Body.Slice(range.Offset, range.Length).CopyToAsync(response.Body, request.Cancellation);
    }

    private static async Task WritePartsAsync(
        StorageRequest request, FoundObject found, OpenedObject opened, IReadOnlyList<(long Offset, long Length)> ranges)
    {
        var response = request.Http.Response;
        var boundary = Guid.NewGuid().ToString("N");
        var heads = ranges.Select(range => Encoding.UTF8.GetBytes(
            $"--{boundary}\r\nContent-Type: {found.Object.ContentType}\r\nContent-Range: bytes {range.Offset}-{range.Offset + range.Length - 1}/{opened.Body.Length}\r\n\r\n"))
            .ToList();
        var end = Encoding.UTF8.GetBytes($"--{boundary}--");
        response.StatusCode = StatusCodes.Status206PartialContent;
        response.ContentType = $"multipart/byteranges;boundary={boundary}";
        response.ContentLength = heads.Sum(head => head.Length + 2) + ranges.Sum(range => range.Length) + end.Length;
        foreach (var (head, range) in heads.Zip(ranges))
        {
            await response.Body.WriteAsync(head, request.Cancellation);
            await opened.Body.Slice(range.Offset, range.Length).CopyToAsync(response.Body, request.Cancellation);
            await response.Body.WriteAsync("\r\n"u8.ToArray(), request.Cancellation);
        }
        await response.Body.WriteAsync(end, request.Cancellation);
    }

    private static string Disposition(StorageRequest request, FoundObject found)
    {
        if (request.HasQuery("inline") && request.Query("filename") is null)
            return "inline";
        var name = request.Query("filename") ?? found.Path.Object.TrimEnd('/').Split('/')[^1];
        var encoded = Uri.EscapeDataString(name);
        var quoted = name.Replace("\"", "%22", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        return $"{(request.HasQuery("inline") ? "inline" : "attachment")}; filename=\"{quoted}\"; filename*=UTF-8''{encoded}";
    }

    public static string UrlPath(StoragePath path) => string.Join('/', path.Signed.Split('/').Select(Uri.EscapeDataString));
}
