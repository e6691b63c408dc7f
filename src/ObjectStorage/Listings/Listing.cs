using Naru.ObjectStorage.Index;

namespace Naru.ObjectStorage.Listings;

/// <summary>An entry of a listing: an item, or what several names are rolled up to.</summary>
internal readonly record struct ListingEntry<T>(T? Item, string? RolledUp);

/// <summary>Collects a page of a listing, skipping whole pseudo-directories instead of reading through them.</summary>
internal static class Listing
{
    private const int PageWithDelimiter = 64;

    public static IReadOnlyList<ListingEntry<T>> Collect<T>(ListingQuery query, Func<T, string> nameOf, Func<NameRange, int, IReadOnlyList<T>> read)
    {
        var entries = new List<ListingEntry<T>>();
        var marker = query.Marker;
        while (entries.Count < query.Limit)
        {
            var wanted = query.Limit - entries.Count;
            var size = query.Delimiter.Length == 0 ? wanted : Math.Min(wanted, PageWithDelimiter);
            var page = read(query.RangeAfter(marker), size);
            var skipped = false;
            foreach (var item in page)
            {
                var name = nameOf(item);
                if (query.RolledUp(name) is not { } rolledUp)
                {
                    entries.Add(new ListingEntry<T>(item, null));
                    marker = name;
                }
                else
                {
                    // A marker within a pseudo-directory does not show it again.
                    if (!query.HidesRolledUp && (query.Marker.Length == 0 || !IsBeforeMarker(query, rolledUp)))
                        entries.Add(new ListingEntry<T>(default, rolledUp));
                    marker = query.MarkerBeyond(rolledUp);
                    skipped = true;
                    break;
                }
            }
            if (!skipped && page.Count < size)
                break;
        }
        return entries;
    }

    private static bool IsBeforeMarker(ListingQuery query, string rolledUp) =>
        query.Reverse ? string.CompareOrdinal(rolledUp, query.Marker) >= 0 : string.CompareOrdinal(rolledUp, query.Marker) <= 0;
}
