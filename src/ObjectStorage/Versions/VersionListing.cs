using Microsoft.AspNetCore.Http;
using Naru.ObjectStorage.Containers;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Listings;

namespace Naru.ObjectStorage.Versions;

/// <summary><c>GET container?versions</c>: every version, former ones and delete markers included.</summary>
internal static class VersionListing
{
    public const string DeleteMarkerType = "application/x-deleted;swift_versions_deleted=1";

    public static Task WriteAsync(HttpContext http, ListingFormat format, Container container, ListingQuery query, ObjectIndex index)
    {
        var entries = Listing.Collect(
            query, version => version.Object.Name, (range, limit) => index.Read(reader => reader.AllVersions(container.Id, range, limit)));
        return ListingWriter.WriteAsync(
            http, format, Latest(entries), ("container", container.Name), "object", version => version.Object.Name, Fields);
    }

    // The newest of a name is the latest, also when it says that the object was deleted.
    private static List<ListingEntry<(StoredObject Object, bool IsLatest)>> Latest(IReadOnlyList<ListingEntry<(StoredObject Object, bool IsCurrent)>> entries)
    {
        var newest = entries.Where(entry => entry.RolledUp is null)
            .GroupBy(entry => entry.Item.Object.Name)
            .ToDictionary(versions => versions.Key, versions => versions.Max(version => version.Item.Object.Modified.Value));
        return [.. entries.Select(entry => entry.RolledUp is null
            ? entry with { Item = (entry.Item.Object, entry.Item.IsCurrent || entry.Item.Object.Modified.Value == newest[entry.Item.Object.Name]) }
            : new ListingEntry<(StoredObject, bool)>(default, entry.RolledUp))];
    }

    private static IEnumerable<(string Name, object Value)> Fields((StoredObject Object, bool IsLatest) version)
    {
        foreach (var (name, value) in ObjectFields.Of(version.Object))
            yield return (name, value);
        yield return ("version_id", version.Object.VersionId);
        yield return ("is_latest", version.IsLatest);
    }
}
