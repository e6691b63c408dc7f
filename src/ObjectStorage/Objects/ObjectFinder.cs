using Naru.ObjectStorage.Access;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Requests;
using Naru.Primitives;

namespace Naru.ObjectStorage.Objects;

/// <summary>Finds objects for a caller: permission first, then existence, then where links lead.</summary>
internal sealed class ObjectFinder(ObjectIndex index, WriteClock clock)
{
    /// <summary>The container of the path, when the caller may do what is needed.</summary>
    public Result<Container> Container(StorageRequest request, StoragePath path, Need need)
    {
        var (account, container) = index.Read(reader => reader.Find(path));
        if (Permissions.Refusal(request with { Path = path }, account, container, need) is { } refused)
            return refused;
        return container is null ? SwiftErrors.NotFound : container;
    }

    /// <summary>The object that a reader gets.</summary>
    /// <param name="follows">Whether symbolic links are followed.</param>
    public Result<FoundObject> Find(StorageRequest request, StoragePath path, bool follows)
    {
        var origin = path;
        string? expected = null;
        for (var hop = 0; hop <= Limits.SymlinkHops; hop++)
        {
            // A signed link opens the object that it names, not what others the account has.
            var asker = path == origin ? request : request with { IsSigned = request.IsSigned && path.Account == origin.Account };
            if (!Container(asker, path, Need.Read).TryGet(out var container, out var error))
                return error;
            if (!Version(container, path.Object, path == origin ? request.Query("version-id") : null).TryGet(out var item, out error))
                return error;
            if (expected is not null && item.SymlinkTarget is null && item.ETag != expected)
                return SwiftErrors.Conflict("Object Etag does not match X-Symlink-Target-Etag header.");
            if (!follows || item.SymlinkTarget is not { } target)
                return new FoundObject(path, container, item) { IsLinked = path != origin };
            expected = item.Headers[ObjectSettings.SymlinkETag] ?? expected;
            if (!StoragePath.ParseTarget(item.Headers[ObjectSettings.SymlinkAccount] ?? path.Account, target, ObjectSettings.Symlink).TryGet(out path!, out error))
                return error;
        }
        return SwiftErrors.Conflict($"Too many levels of symbolic links, maximum allowed is {Limits.SymlinkHops}");
    }

    /// <summary>The current object, or the version of an id.</summary>
    public Result<StoredObject> Version(Container container, string name, string? versionId)
    {
        var item = index.Read(reader => reader.Object(container.Id, name));
        if (versionId is not null && item?.VersionId != versionId)
        {
            if (VersionNumber(versionId) is not { } version)
                return SwiftErrors.Bad($"Invalid version-id '{versionId}'.");
            item = index.Read(reader => reader.Version(container.Id, name, version));
        }
        return item is null || item.Kind == ObjectKind.DeleteMarker || item.IsExpired(clock.Now) ? SwiftErrors.NotFound : item;
    }

    public static long? VersionNumber(string versionId) => versionId == "null" ? 0 : Timestamp.Parse(versionId)?.Value;
}
