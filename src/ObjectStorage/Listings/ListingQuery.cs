using System.Globalization;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Requests;
using Naru.Primitives;

namespace Naru.ObjectStorage.Listings;

/// <summary>Which names of a listing are asked for.</summary>
/// <param name="Delimiter">Names that hold it after the prefix are rolled up to what is before it; empty: none.</param>
internal sealed record ListingQuery(string Marker, string EndMarker, string Prefix, string Delimiter, int Limit, bool Reverse)
{
    public static Result<ListingQuery> Of(StorageRequest request)
    {
        foreach (var name in (string[])["marker", "end_marker", "prefix", "delimiter", "path"])
        {
            if (request.Query(name) is { } given && given.Contains('\uFFFD', StringComparison.Ordinal))
                return SwiftErrors.Precondition($"'{name}' is not UTF-8.");
        }
        var limit = Limits.ListingLength;
        if (request.Query("limit") is { Length: > 0 } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var asked))
            limit = asked;
        if (limit > Limits.ListingLength)
            return SwiftErrors.Precondition($"Maximum limit is {Limits.ListingLength}");
        var (prefix, delimiter) = (request.Query("prefix") ?? "", request.Query("delimiter") ?? "");
        // The older way to ask for a pseudo-directory.
        if (request.Query("path") is { } path)
            (prefix, delimiter) = (path.Length == 0 || path.EndsWith('/') ? path : path + "/", "/");
        return new ListingQuery(
            request.Query("marker") ?? "", request.Query("end_marker") ?? "", prefix, delimiter, limit, StorageRequest.IsTrue(request.Query("reverse")))
        {
            HidesRolledUp = request.HasQuery("path"),
        };
    }

    /// <summary>With <c>path</c>, what is rolled up is left out.</summary>
    public bool HidesRolledUp { get; private init; }

    /// <summary>The names that the query allows, from a marker on.</summary>
    public NameRange RangeAfter(string marker)
    {
        var (first, last) = Reverse ? (EndMarker, marker) : (marker, EndMarker);
        var (low, includesLow) = Later(first, Prefix) == first && first.Length > 0 ? (first, false) : (Prefix, true);
        string? high = last.Length > 0 ? last : null;
        if (Prefix.Length > 0 && (high is null || string.CompareOrdinal(high, NameRange.Beyond(Prefix)) > 0))
            high = NameRange.Beyond(Prefix);
        return new NameRange(low, includesLow, high, IncludesHigh: false, Reverse);
    }

    /// <summary>What the name is rolled up to, null when it is shown itself.</summary>
    public string? RolledUp(string name)
    {
        if (Delimiter.Length == 0)
            return null;
        var at = name.IndexOf(Delimiter, Prefix.Length, StringComparison.Ordinal);
        return at < 0 ? null : name[..(at + Delimiter.Length)];
    }

    /// <summary>A marker that is beyond all names that begin with the text.</summary>
    public string MarkerBeyond(string start) => Reverse ? start : NameRange.Beyond(start);

    private static string Later(string one, string other) => string.CompareOrdinal(one, other) >= 0 ? one : other;
}
