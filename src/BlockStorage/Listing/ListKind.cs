using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Naru.BlockStorage.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;

namespace Naru.BlockStorage.Listing;

/// <summary>How a kind of things is listed: filtered, sorted and in pages.</summary>
/// <param name="Plural">The name of the list in the answer.</param>
internal sealed record ListKind<T>(string Plural, Func<T, string> Id, Func<T, DateTimeOffset> Created)
{
    private static readonly string[] NoFilters =
        ["limit", "offset", "marker", "sort", "sort_key", "sort_dir", "with_count", "all_tenants", "project_id", "tenant_id"];

    /// <summary>Parameters that leave only what they match.</summary>
    public IReadOnlyDictionary<string, Func<T, string, bool>> Filters { get; init; } = new Dictionary<string, Func<T, string, bool>>();

    public IReadOnlyDictionary<string, Func<T, IComparable?>> SortKeys { get; init; } = new Dictionary<string, Func<T, IComparable?>>();

    /// <summary>The minor version that counts everything with <c>with_count</c>; null: none does.</summary>
    public int? CountsSince { get; init; }

    /// <summary>How the marker that is not there is refused.</summary>
    public required string Singular { get; init; }

    /// <summary>Whether the answer leads to the next page.</summary>
    public bool HasLinks { get; init; } = true;

    /// <param name="items">All that the caller may see of them.</param>
    /// <param name="shownAs">Writes one.</param>
    public Result<Reply> Reply(VolumeRequest request, IEnumerable<T> items, Action<Utf8JsonWriter, T> shownAs, string path)
    {
        if (!ListPosition.Parse(request.Query).TryGet(out var position, out var error) || !OrderOf(request).TryGet(out var order, out error))
            return error;
        if (UnknownFilter(request) is { } unknown)
            return Error.Invalid($"Invalid filters {unknown} are found in query options.");
        foreach (var (name, values) in request.Query)
        {
            if (Filters.TryGetValue(name, out var filter))
                items = items.Where(item => values.All(value => filter(item, value ?? "")));
        }
        var found = items.Order(order).ToList();
        var start = position.Offset;
        if (position.Marker is { } marker)
        {
            var place = found.FindIndex(item => Id(item) == marker);
            if (place < 0)
                return CinderErrors.NotFound(Singular, marker);
            start += place + 1;
        }
        var page = found.Skip(start).Take(position.Limit).ToList();
        var hasMore = page.Count > 0 && page.Count == position.Limit && (position.IsLimited || start + page.Count < found.Count);
        var isCounted = CountsSince is { } since && request.Has(since) && Listing.Filters.IsTrue(request.Query["with_count"].ToString());
        return Rest.Endpoints.Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray(Plural);
            foreach (var item in page)
                shownAs(writer, item);
            writer.WriteEndArray();
            if (HasLinks && hasMore)
            {
                writer.WriteStartArray($"{Plural}_links");
                writer.WriteLink("next", $"{request.Root}/{path}{QueryWith(request.Query, Id(page[^1]))}");
                writer.WriteEndArray();
            }
            if (isCounted)
                writer.WriteNumber("count", found.Count);
            writer.WriteEndObject();
        });
    }

    // Before 3.31 a filter that is none was let pass.
    private string? UnknownFilter(VolumeRequest request)
    {
        const int Strict = 31;
        return request.Has(Strict) && Filters.Count > 0
            ? request.Query.Keys.FirstOrDefault(name => !Filters.ContainsKey(name) && !NoFilters.Contains(name))
            : null;
    }

    private static string QueryWith(IQueryCollection query, string marker) =>
        new QueryBuilder(query.Where(parameter => parameter.Key is not "marker" and not "offset")) { { "marker", marker } }.ToString();

    private Result<Comparer<T>> OrderOf(VolumeRequest request)
    {
        if (!SortKeyList.Parse(request.Query).TryGet(out var asked, out var error))
            return error;
        var steps = new List<Comparison<T>>();
        foreach (var (name, isDescending) in asked.Keys)
        {
            if (!SortKeys.TryGetValue(name, out var key))
                return Error.Invalid($"Invalid input received: {Plural} are not sorted by '{name}': expected one of {string.Join(", ", SortKeys.Keys.Order())}.");
            steps.Add(Directed((left, right) => Compare(key(left), key(right)), isDescending));
        }
        if (steps.Count == 0)
            steps.Add(Directed((left, right) => Created(left).CompareTo(Created(right)), asked.IsDescending));
        steps.Add(Directed((left, right) => string.CompareOrdinal(Id(left), Id(right)), asked.IsDescending));
        return Comparer<T>.Create((left, right) =>
        {
            foreach (var step in steps)
            {
                var compared = step(left, right);
                if (compared != 0)
                    return compared;
            }
            return 0;
        });
    }

    private static Comparison<T> Directed(Comparison<T> step, bool isDescending) => isDescending ? (left, right) => step(right, left) : step;

    private static int Compare(IComparable? left, IComparable? right) =>
        left is string text && right is string other ? string.CompareOrdinal(text, other) : Comparer<IComparable>.Default.Compare(left, right);
}
