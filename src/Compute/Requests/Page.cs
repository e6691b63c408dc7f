using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Naru.Primitives;

namespace Naru.Compute.Requests;

/// <summary>A piece of a list that <c>limit</c> and <c>marker</c> ask for.</summary>
/// <param name="Next">Where the following piece is; null: this is the last one.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    private const int Longest = 1000;

    public static Result<Page<T>> Of(ComputeRequest request, string path, IReadOnlyList<T> all, Func<T, string> idOf, bool alwaysLinks = false)
    {
        if (!Limit(request).TryGet(out var limit, out var error))
            return error;
        var start = 0;
        if (request.Query.TryGetValue("marker", out var markers) && markers[^1] is { Length: > 0 } marker)
        {
            start = all.Index().Where(item => idOf(item.Item) == marker).Select(item => item.Index + 1).FirstOrDefault(0);
            if (start == 0)
                return NovaErrors.BadRequest($"marker [{marker}] not found");
        }
        var items = all.Skip(start).Take(Math.Min(limit ?? Longest, Longest)).ToList();
        var isCut = start + items.Count < all.Count || (alwaysLinks && limit is not null && items.Count == limit);
        return new Page<T>(items, items.Count > 0 && isCut ? NextOf(request, path, idOf(items[^1])) : null);
    }

    private static Result<int?> Limit(ComputeRequest request)
    {
        if (!request.Query.TryGetValue("limit", out var texts))
            return default(Result<int?>);
        return int.TryParse(texts[^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit) && limit >= 0
            ? limit
            : NovaErrors.BadRequest($"Invalid input for query parameters limit. Value: {texts[^1]}. limit must be an integer of 0 or more.");
    }

    private static string NextOf(ComputeRequest request, string path, string marker)
    {
        var query = request.Query.Where(pair => pair.Key != "marker").SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value)))
            .Append(KeyValuePair.Create<string, string?>("marker", marker));
        return QueryHelpers.AddQueryString(request.UrlOf(path), query);
    }
}
