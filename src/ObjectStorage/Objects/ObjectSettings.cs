using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.StaticFiles;
using Naru.ObjectStorage.Requests;
using Naru.Primitives;

namespace Naru.ObjectStorage.Objects;

/// <summary>The header lines that are kept with an object, and the rules for them.</summary>
internal static class ObjectSettings
{
    public const string Symlink = "X-Symlink-Target";
    public const string SymlinkAccount = "X-Symlink-Target-Account";
    public const string SymlinkETag = "X-Symlink-Target-Etag";

    private static readonly string[] OnEveryUpdate =
        ["Content-Disposition", "Content-Encoding", "Content-Language", "Cache-Control", "Expires", "X-Robots-Tag", "X-Object-Manifest"];

    private static readonly string[] OnCreation = [.. OnEveryUpdate, Symlink, SymlinkAccount, SymlinkETag];

    private static readonly FileExtensionContentTypeProvider Types = new();

    public static Result<HeaderMap> ForCreation(StorageRequest request)
    {
        if (!MetadataUpdate.OfObject(request.Http.Request.Headers, OnCreation).TryGet(out var headers, out var error))
            return error;
        return (CheckManifest(headers) ?? CheckSymlink(request, headers)) is { } wrong ? wrong : headers;
    }

    /// <summary>A POST replaces the metadata; what an object is (a link, a manifest) stays.</summary>
    public static Result<HeaderMap> ForUpdate(StorageRequest request, HeaderMap present)
    {
        if (!MetadataUpdate.OfObject(request.Http.Request.Headers, OnEveryUpdate).TryGet(out var headers, out var error))
            return error;
        foreach (var (name, value) in present.Where(name => name.StartsWith(Symlink, StringComparison.OrdinalIgnoreCase)))
            headers = headers.With(name, value);
        return CheckManifest(headers) is { } wrong ? wrong : headers;
    }

    public static bool IsUserMetadata(string header) => header.StartsWith("X-Object-Meta-", StringComparison.OrdinalIgnoreCase);

    /// <summary>The media type that a name's ending suggests.</summary>
    public static string GuessedType(string name) => Types.TryGetContentType(name, out var guessed) ? guessed : "application/octet-stream";

    public static Result<string> ContentType(StorageRequest request)
    {
        var given = request.Header("Content-Type");
        if (StorageRequest.IsTrue(request.Header("X-Detect-Content-Type")) || string.IsNullOrEmpty(given))
            return GuessedType(request.Path.Object);
        return Encoding.UTF8.GetByteCount(given) <= Limits.HeaderLine ? given : SwiftErrors.Bad("Please specify a Content-Type of sane length.");
    }

    /// <summary>When the object is to end, in seconds since 1970; null: never.</summary>
    public static Result<long?> End(StorageRequest request, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        if (request.Header("X-Delete-After") is { Length: > 0 } after)
        {
            return long.TryParse(after, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var delay) && delay > 0 && delay < uint.MaxValue
                ? seconds + delay
                : SwiftErrors.Bad($"X-Delete-After '{after}' is no positive number of seconds.");
        }
        if (request.Header("X-Delete-At") is { Length: > 0 } at)
        {
            if (!long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var end))
                return SwiftErrors.Bad($"X-Delete-At '{at}' is no number of seconds since 1970.");
            return end > seconds ? end : SwiftErrors.Bad("X-Delete-At in past");
        }
        return (long?)null;
    }

    private static Error? CheckManifest(HeaderMap headers)
    {
        if (headers["X-Object-Manifest"] is not { } manifest)
            return null;
        return StoragePath.Decode(manifest.TrimStart('/'))?.Split('/', 2) is [{ Length: > 0 } container, { Length: > 0 }] && !container.Contains('?', StringComparison.Ordinal)
            ? null
            : SwiftErrors.Bad("X-Object-Manifest must be in the format container/prefix");
    }

    private static Error? CheckSymlink(StorageRequest request, HeaderMap headers)
    {
        if (headers[Symlink] is not { } target)
            return null;
        if (request.HasBody)
            return SwiftErrors.Bad("Symlink requests require a zero byte body");
        if (headers["X-Object-Manifest"] is not null)
            return SwiftErrors.Bad("A symlink cannot be a large object.");
        var account = headers[SymlinkAccount] ?? request.Path.Account;
        if (StoragePath.ParseTarget(account, target, Symlink).TryGet(out var path, out var error))
            return path == request.Path ? SwiftErrors.Bad("Symlink cannot target itself") : null;
        return error;
    }
}
