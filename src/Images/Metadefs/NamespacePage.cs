using System.Globalization;
using Microsoft.AspNetCore.Http;
using Naru.Images.Documents;
using Naru.Images.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Images.Metadefs;

/// <summary>A part of the list of namespaces.</summary>
internal sealed class NamespacePage
{
    private const string Descending = "desc";

    private static readonly Dictionary<string, Comparison<MetadefNamespace>> Keys = new()
    {
        ["created_at"] = (a, b) => a.CreatedAt.CompareTo(b.CreatedAt),
        ["updated_at"] = (a, b) => a.UpdatedAt.CompareTo(b.UpdatedAt),
        ["namespace"] = (a, b) => string.CompareOrdinal(a.Name, b.Name),
    };

    private readonly List<MetadefNamespace> _spaces;
    private readonly bool _hasMore;

    private NamespacePage(List<MetadefNamespace> spaces, bool hasMore) => (_spaces, _hasMore) = (spaces, hasMore);

    public static Result<NamespacePage> Of(ApiRequest request, IEnumerable<MetadefNamespace> visible)
    {
        var query = request.Http.Request.Query;
        var (key, direction) = (Last(query, "sort_key") ?? "created_at", Last(query, "sort_dir") ?? Descending);
        if (!Keys.TryGetValue(key, out var compare))
            return Error.Invalid($"Invalid sort key: {key}: expected one of {string.Join(", ", Keys.Keys)}");
        if (direction is not ("asc" or Descending))
            return Error.Invalid($"Invalid sort direction: {direction}: expected asc or desc");
        var limit = Limits.PageLength;
        if (Last(query, "limit") is { } asked
            && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit == 0))
        {
            return Error.Invalid($"limit param must be a positive number, not '{asked}'");
        }
        limit = Math.Min(limit, Limits.LongestPage);
        var visibility = Last(query, "visibility");
        if (visibility is not (null or Visibility.Public or Visibility.Private))
            return Error.Invalid($"Invalid visibility value: {visibility}: expected {Visibility.Public} or {Visibility.Private}");
        var types = Last(query, "resource_types")?.Split(',');
        var sorted = visible
            .Where(space => visibility is null || space.Visibility == visibility)
            .Where(space => types is null || space.ResourceTypes.Items.Any(type => types.Contains(type.Name)))
            .Order(Comparer<MetadefNamespace>.Create((a, b) =>
            {
                var order = compare(a, b);
                return (direction == Descending ? -1 : 1) * (order != 0 ? order : string.CompareOrdinal(a.Name, b.Name));
            }))
            .ToList();
        if (Last(query, "marker") is { } marker)
        {
            var at = sorted.FindIndex(space => space.Name == marker);
            if (at < 0)
                return MetadefErrors.NoNamespace(marker);
            sorted.RemoveRange(0, at + 1);
        }
        return new NamespacePage(sorted.Take(limit).ToList(), sorted.Count > limit);
    }

    public Reply Reply(ApiRequest request) =>
        PageReply.Of(request, "metadefs/namespaces", "namespaces", _spaces, MetadefView.WriteHead, _hasMore ? _spaces[^1].Name : null);

    private static string? Last(IQueryCollection query, string name) => query.TryGetValue(name, out var values) ? values[^1] : null;
}
