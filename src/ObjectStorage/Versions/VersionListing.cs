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
        var rest = RestOfName(http.Request.Query["version_marker"].ToString(), query, Read);
        var entries = rest.Concat(Listing.Collect(query with { Limit = query.Limit - rest.Count }, version => version.Object.Name, Read)).ToList();
        return ListingWriter.WriteAsync(
            http, format, entries, ("container", container.Name), "object", version => version.Object.Name, Fields);

        IReadOnlyList<(StoredObject Object, bool IsLatest)> Read(NameRange range, int limit) => index.Read(reader => reader.AllVersions(container.Id, range, limit));
    }

    /// <summary>A page may have ended among the versions of a name: <c>marker</c> and <c>version_marker</c> tell after which.</summary>
    private static List<ListingEntry<(StoredObject Object, bool IsLatest)>> RestOfName(
        string versionMarker, ListingQuery query, Func<NameRange, int, IReadOnlyList<(StoredObject Object, bool IsLatest)>> read)
    {
        if (versionMarker.Length == 0 || query.Marker.Length == 0)
            return [];
        var ofName = new NameRange(query.Marker, IncludesLow: true, query.Marker, IncludesHigh: true, query.Reverse);
        return [.. read(ofName, int.MaxValue).SkipWhile(version => version.Object.VersionId != versionMarker).Skip(1).Take(query.Limit)
            .Select(version => new ListingEntry<(StoredObject Object, bool IsLatest)>(version, null))];
    }

    private static IEnumerable<(string Name, object Value)> Fields((StoredObject Object, bool IsLatest) version)
    {
        foreach (var (name, value) in ObjectFields.Of(version.Object))
            yield return (name, value);
        yield return ("version_id", version.Object.VersionId);
        yield return ("is_latest", version.IsLatest);
    }
}
