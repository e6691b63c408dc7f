using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Requests;
using Naru.Primitives;
using System.Globalization;
using System.Text;

namespace Naru.ObjectStorage.Versions;

/// <summary>Puts an object in place or takes it away, and keeps what was there before where the container says so.</summary>
/// <remarks>
/// Three ways: none; versions of the same container (<c>X-Versions-Enabled</c>); and the older one, where former versions are
/// objects of another container: <c>X-Versions-Location</c> (a deletion brings the last one back) or <c>X-History-Location</c> (it does not).
/// </remarks>
internal static class ObjectChange
{
    public static Result<StoredObject> Put(IndexWriter writer, Container container, StoredObject item)
    {
        var present = writer.Object(container.Id, item.Name);
        if (present is not null && Retire(writer, container, present) is { } error)
            return error;
        if (container.KeepsVersions == true)
            item = item with { Version = item.Modified.Value };
        else if (container.KeepsVersions == false && writer.Version(container.Id, item.Name, 0) is { } former)
            writer.RemoveVersion(container.Id, former);
        writer.Add(container.Id, item);
        return item;
    }

    /// <returns>The id of the version that says that the object was deleted, where versions are kept.</returns>
    public static Result<string?> Delete(IndexWriter writer, Container container, StoredObject present, Timestamp now)
    {
        if (container.KeepsVersions is { } keeps)
        {
            if (Retire(writer, container, present) is { } error)
                return error;
            if (!keeps)
                return (string?)null;
            var marker = Marker(present.Name, now) with { Version = now.Value };
            writer.AddVersion(container.Id, marker);
            return marker.VersionId;
        }
        if (container.Headers["X-History-Location"] is { } history)
        {
            if (Retire(writer, container, present) is { } error)
                return error;
            writer.Add(ContainerOf(writer, container, history)!.Id, Marker(FormerName(present.Name, now), now));
            return (string?)null;
        }
        writer.Remove(container.Id, present);
        if (container.Headers["X-Versions-Location"] is { } stack && ContainerOf(writer, container, stack) is { } former)
            BringBack(writer, container, present.Name, former);
        return (string?)null;
    }

    /// <summary>Removes one version for good; what else there is stays as it is.</summary>
    public static Result<Done> DeleteVersion(IndexWriter writer, Container container, string name, long version)
    {
        if (writer.Object(container.Id, name) is { } current && current.Version == version)
            writer.Remove(container.Id, current);
        else if (writer.Version(container.Id, name, version) is { } former)
            writer.RemoveVersion(container.Id, former);
        else
            return SwiftErrors.NotFound;
        return Done.Ok;
    }

    /// <summary>Makes a former version the current one again.</summary>
    public static Result<StoredObject> Restore(IndexWriter writer, Container container, string name, long version)
    {
        var current = writer.Object(container.Id, name);
        if (current?.Version == version)
            return current;
        if (writer.Version(container.Id, name, version) is not { Kind: not ObjectKind.DeleteMarker } former)
            return SwiftErrors.NotFound;
        if (current is not null && Retire(writer, container, current) is { } error)
            return error;
        writer.TakeOutVersion(container.Id, former);
        writer.Add(container.Id, former);
        return former;
    }

    private static Error? Retire(IndexWriter writer, Container container, StoredObject present)
    {
        if (container.KeepsVersions is { } keeps && (keeps || present.Version != 0))
        {
            writer.TakeOut(container.Id, present);
            writer.AddVersion(container.Id, present);
            return null;
        }
        if ((container.Headers["X-Versions-Location"] ?? container.Headers["X-History-Location"]) is not { } location)
        {
            writer.Remove(container.Id, present);
            return null;
        }
        if (ContainerOf(writer, container, location) is not { } versions)
            return SwiftErrors.Precondition($"The container '{location}', where former versions are kept, does not exist.");
        writer.TakeOut(container.Id, present);
        var former = present with { Name = FormerName(present.Name, present.Modified) };
        if (writer.Object(versions.Id, former.Name) is { } same)
            writer.Remove(versions.Id, same);
        writer.Add(versions.Id, former);
        return null;
    }

    private static void BringBack(IndexWriter writer, Container container, string name, Container former)
    {
        if (writer.Objects(former.Id, NameRange.Below(FormerPrefix(name)) with { Descending = true }, 1) is not [var last])
            return;
        if (last.ContentType == VersionListing.DeleteMarkerType)
        {
            writer.Remove(former.Id, last);
            return;
        }
        writer.TakeOut(former.Id, last);
        writer.Add(container.Id, last with { Name = name });
    }

    private static Container? ContainerOf(IndexWriter writer, Container container, string location) =>
        writer.Container(container.AccountId, StoragePath.Decode(location.Trim('/'))!);

    private static string FormerPrefix(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(name):x3}{name}/");

    private static string FormerName(string name, Timestamp time) => FormerPrefix(name) + time;

    private static StoredObject Marker(string name, Timestamp now) => new()
    {
        Name = name,
        Modified = now,
        Kind = ObjectKind.DeleteMarker,
        ETag = EmptyETag,
        StoredETag = EmptyETag,
        ContentType = VersionListing.DeleteMarkerType,
    };

    private const string EmptyETag = "d41d8cd98f00b204e9800998ecf8427e";
}
