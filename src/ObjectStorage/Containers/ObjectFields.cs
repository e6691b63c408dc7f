using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Requests;

namespace Naru.ObjectStorage.Containers;

/// <summary>What a listing tells of an object.</summary>
internal static class ObjectFields
{
    public static IEnumerable<(string Name, object Value)> Of(StoredObject item)
    {
        yield return ("name", item.Name);
        yield return ("hash", item.StoredETag);
        yield return ("bytes", item.Size);
        yield return ("content_type", item.ContentType);
        yield return ("last_modified", item.Modified.ToIso());
        if (item.Kind == ObjectKind.StaticLarge)
            yield return ("slo_etag", $"\"{item.ETag}\"");
        if (item.SymlinkTarget is { } target)
            yield return ("symlink_path", $"/v1/{item.Headers["X-Symlink-Target-Account"] ?? ""}/{StoragePath.Decode(target)}");
    }
}
