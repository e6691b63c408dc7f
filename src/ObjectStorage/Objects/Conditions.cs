using System.Globalization;
using Microsoft.AspNetCore.Http;
using Naru.ObjectStorage.Requests;

namespace Naru.ObjectStorage.Objects;

/// <summary>Conditional requests (RFC 9110 §13), in the order in which Swift looks at the lines.</summary>
internal static class Conditions
{
    /// <summary>304 or 412 when a condition says so; null: go on.</summary>
    public static int? Outcome(StorageRequest request, string etag, Timestamp modified)
    {
        var isRead = request.Method is "GET" or "HEAD";
        if (request.Header("If-None-Match") is { Length: > 0 } none && Matches(none, etag))
            return isRead ? StatusCodes.Status304NotModified : StatusCodes.Status412PreconditionFailed;
        if (request.Header("If-Match") is { Length: > 0 } match && !Matches(match, etag))
            return StatusCodes.Status412PreconditionFailed;
        if (isRead && Date(request.Header("If-Modified-Since")) is { } since && modified.ToHttpDate() <= since)
            return StatusCodes.Status304NotModified;
        if (Date(request.Header("If-Unmodified-Since")) is { } unmodified && modified.ToHttpDate() > unmodified)
            return StatusCodes.Status412PreconditionFailed;
        return null;
    }

    public static bool Matches(string line, string etag) =>
        line.Split(',').Select(tag => tag.Trim()).Any(tag => tag == "*" || tag.Trim('"') == etag);

    private static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
