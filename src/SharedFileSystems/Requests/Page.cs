using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.SharedFileSystems.Requests;

/// <summary>A part of a list, and how many there are in all of it.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, int Count, string? NextMarker) where T : class, IDocument
{
    /// <summary>Takes what <c>limit</c>, <c>offset</c> and <c>marker</c> ask for.</summary>
    public static Result<Page<T>> Of(ShareRequest request, IReadOnlyList<T> all)
    {
        if (!Number(request, "limit").TryGet(out var limit, out var error) || !Number(request, "offset").TryGet(out var offset, out error))
            return error;
        IEnumerable<T> rest = all;
        if (request.Query("marker") is { } marker)
        {
            if (all.All(item => item.Id != marker))
                return ManilaErrors.Invalid($"The marker '{marker}' is not in the list.");
            rest = rest.SkipWhile(item => item.Id != marker).Skip(1);
        }
        var left = rest.Skip(offset ?? 0).ToList();
        var items = limit is { } most && most < left.Count ? left[..most] : left;
        return new Page<T>(items, all.Count, items.Count < left.Count && items.Count > 0 ? items[^1].Id : null);
    }

    /// <param name="links">The attribute with the link to the next part.</param>
    /// <param name="withCount">Says how many there are when the caller asks for it.</param>
    public Reply Reply(ShareRequest request, string name, string links, Shape<T> shape, bool withCount = false) => Rest.Endpoints.Reply.Json(writer =>
    {
        writer.WriteStartObject();
        Replies.WriteMany(writer, name, shape, Items, request.Viewer);
        if (withCount)
            writer.WriteNumber("count", Count);
        if (NextMarker is not null)
        {
            writer.WriteStartArray(links);
            writer.WriteLink("next", request.Url + QueryWith(request, NextMarker));
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    });

    private static Result<int?> Number(ShareRequest request, string name)
    {
        if (request.Query(name) is not { } text)
            return default(int?);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (int?)number
            : ManilaErrors.Invalid($"'{name}' is '{text}': expected a number that is not negative.");
    }

    private static string QueryWith(ShareRequest request, string marker)
    {
        var query = new QueryBuilder(request.Queries.Where(parameter => parameter.Key is not ("marker" or "offset")));
        query.Add("marker", marker);
        return query.ToString();
    }
}
