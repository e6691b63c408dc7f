using System.Globalization;
using Naru.ObjectStorage.Access;
using Naru.ObjectStorage.Requests;
using Naru.Primitives;

namespace Naru.ObjectStorage.Containers;

/// <summary>The header lines that set a container up.</summary>
internal static class ContainerSettings
{
    /// <summary>The one storage policy there is.</summary>
    public const string Policy = "Policy-0";

    private const string Read = "X-Container-Read";
    private const string Write = "X-Container-Write";

    private static readonly string[] Kept = [Read, Write, "X-Versions-Location", "X-History-Location", "X-Versions-Enabled"];

    public static Error? Check(StorageRequest request)
    {
        if (request.Header("X-Storage-Policy") is { Length: > 0 } policy && !string.Equals(policy, Policy, StringComparison.OrdinalIgnoreCase))
            return SwiftErrors.Bad($"Invalid X-Storage-Policy '{policy}': there is only '{Policy}'.");
        if (request.Header("X-Versions-Location") is { Length: > 0 } && request.Header("X-History-Location") is { Length: > 0 })
            return SwiftErrors.Bad("Only one of X-History-Location or X-Versions-Location may be specified");
        foreach (var quota in (string[])["X-Container-Meta-Quota-Bytes", "X-Container-Meta-Quota-Count"])
        {
            if (request.Header(quota) is { Length: > 0 } value && !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                return SwiftErrors.Bad($"Invalid {(quota.EndsWith("Bytes", StringComparison.Ordinal) ? "bytes" : "count")} quota.");
        }
        return null;
    }

    public static Result<HeaderMap> Merge(HeaderMap present, StorageRequest request)
    {
        if (!MetadataUpdate.Merge(present, request.Http.Request.Headers, "Container", Kept).TryGet(out var merged, out var error))
            return error;
        foreach (var header in (string[])[Read, Write])
        {
            if (merged[header] is not { } text)
                continue;
            if (!AccessList.Parse(text, header).TryGet(out var list, out error))
                return error;
            merged = merged.With(header, list.ToString());
        }
        foreach (var header in (string[])["X-Versions-Location", "X-History-Location"])
        {
            if (merged[header] is not { } text)
                continue;
            if (StoragePath.Decode(text.Trim('/')) is not { Length: > 0 } container || container.Contains('/', StringComparison.Ordinal))
                return SwiftErrors.Precondition($"{header} header must be the name of a container.");
            if (request.Header(header) is { Length: > 0 })
                merged = merged.Without(header == "X-Versions-Location" ? "X-History-Location" : "X-Versions-Location");
        }
        if (merged["X-Versions-Enabled"] is { } enabled)
        {
            if (merged["X-Versions-Location"] is not null || merged["X-History-Location"] is not null)
                return SwiftErrors.Bad("Cannot enable object versioning on a container that keeps old versions in another one.");
            merged = merged.With("X-Versions-Enabled", StorageRequest.IsTrue(enabled) ? "true" : "false");
        }
        return merged;
    }

    /// <summary>Whether those who do not own the container may see a line.</summary>
    public static bool IsPublic(string header) =>
        header is not (Read or Write) && !header.StartsWith("X-Container-Meta-Temp-Url-Key", StringComparison.OrdinalIgnoreCase);
}
