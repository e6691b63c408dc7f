using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Rest.Querying;

/// <summary>A list request: filters, order, page and the wanted fields, checked against the declaration.</summary>
public sealed class ListQuery<T> where T : class, IResource
{
    private readonly List<(Field<T> Field, StringValues Texts)> _filters = [];
    private readonly List<(Field<T> Field, TextComparison Comparison, string Text)> _comparisons = [];
    private readonly List<(Field<T> Field, bool Descending)> _order = [];
    private TagFilter? _tags;
    private int? _limit;
    private string? _marker;
    private bool _reverse;
    private bool _strict;

    private ListQuery()
    {
    }

    /// <summary>The fields to show; null means all.</summary>
    public HashSet<string>? Fields { get; private set; }

    /// <param name="definition">The resource that is listed.</param>
    /// <param name="query">The query string.</param>
    /// <param name="strict">Refuse filters that are not declared, and link full pages onward as Neutron does; otherwise they are ignored.</param>
    public static Result<ListQuery<T>> Read(ResourceDefinition<T> definition, IQueryCollection query, bool strict)
    {
        var list = new ListQuery<T> { _strict = strict };
        StringValues sortKeys = default, sortDirs = default;
        List<string>? unknown = null;
        foreach (var (name, texts) in query)
        {
            switch (name)
            {
                case "fields":
                    list.Fields = [.. texts.OfType<string>().SelectMany(text => text.Split(','))];
                    break;
                case "sort_key":
                    sortKeys = texts;
                    break;
                case "sort_dir":
                    sortDirs = texts;
                    break;
                case "marker":
                    list._marker = texts[^1];
                    break;
                case "page_reverse":
                    list._reverse = texts[^1] is { } reverse && reverse.Equals("true", StringComparison.OrdinalIgnoreCase);
                    break;
                case "limit":
                    if (!int.TryParse(texts[^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit) || limit < 0)
                        return Bad($"Limit must be an integer 0 or greater and not '{texts[^1]}'");
                    list._limit = limit == 0 ? null : limit;
                    break;
                case "tags" or "tags-any" or "not-tags" or "not-tags-any" when definition.Tagged:
                    (list._tags ??= new TagFilter()).Add(name, texts.OfType<string>());
                    break;
                default:
                    if (definition.Find(name) is { } field && field.Query.HasFlag(Query.Filter))
                        list._filters.Add((field, texts));
                    else if (!strict && TextComparisons.TrySplit(name, out var plain, out var comparison) && definition.Find(plain) is { } compared)
                        list._comparisons.Add((compared, comparison, texts[^1] ?? ""));
                    else if (strict)
                        (unknown ??= []).Add(name);
                    break;
            }
        }
        if (unknown is not null)
            return Bad($"[{string.Join(", ", unknown.Select(name => $"'{name}'"))}] is invalid attribute for filtering");
        foreach (var field in definition.Fields)
        {
            if (field.DefaultFilter is { } text && !list._filters.Exists(filter => filter.Field == field))
                list._filters.Add((field, text));
        }
        return list.ReadOrder(definition, sortKeys, sortDirs) is { } error ? error : list;
    }

    /// <summary>Resources among which are all that the filters let through, in the order of their ids; null: any may be.</summary>
    public IEnumerable<T>? Candidates(ResourceDefinition<T> definition, IStateReader state)
    {
        foreach (var (field, texts) in _filters)
        {
            if (field.Name == "id")
                return InOrder(texts.OfType<string>().Select(state.In(definition.Table).Find).OfType<T>());
            var index = field.Name == "project_id" ? definition.ByProject : definition.Lookups.GetValueOrDefault(field.Name);
            if (index is not null && texts.All(text => text is { Length: > 0 } && !OptionalText.MeansNull(text)))
                return texts.Count == 1 ? index.Of(state, texts[0]!) : InOrder(texts.SelectMany(text => index.Of(state, text!)));
        }
        return null;

        static IEnumerable<T> InOrder(IEnumerable<T> found) => found.DistinctBy(resource => resource.Id).OrderBy(resource => resource.Id, StringComparer.Ordinal);
    }

    /// <summary>Filters, sorts and cuts out the page.</summary>
    public Result<ListPage<T>> Apply(ResourceDefinition<T> definition, IStateReader state, IEnumerable<T> visible)
    {
        var found = visible.Where(resource => Matches(state, resource));
        if (_order.Count == 0 && _limit is null && _marker is null)
            return new ListPage<T>([.. found], null, null);

        var order = Comparer<T>.Create((left, right) => Compare(state, left, right));
        // Whether there is more than a first page is told by one more; the rest need not be looked at.
        var isFirstPage = _order.Count == 0 && _marker is null && !_reverse && _limit is not null;
        var sorted = (isFirstPage ? found.Take(Math.Min(_limit!.Value, int.MaxValue - 1) + 1) : found).ToList();
        // Tables and their indexes enumerate in the order of ids, which is the order of a list without sort keys.
        if (_order.Count > 0)
            sorted.Sort(order);
        if (_reverse)
            sorted.Reverse();
        var start = 0;
        if (_marker is not null)
        {
            var marker = sorted.FindIndex(resource => resource.Id == _marker);
            if (marker < 0 && state.In(definition.Table).Find(_marker) is not { } absent)
                return definition.NotFound(_marker);
            start = marker < 0 ? sorted.FindIndex(resource => IsAfter(resource, state.In(definition.Table).Find(_marker)!)) : marker + 1;
            if (start < 0)
                start = sorted.Count;
        }
        var page = sorted.GetRange(start, Math.Min(_limit ?? int.MaxValue, sorted.Count - start));
        if (_reverse)
            page.Reverse();
        if (_limit is null || page.Count == 0)
            return new ListPage<T>(page, null, _strict && _limit is not null && !_reverse ? "" : null);
        // A full page may be followed by an empty one, as in Neutron, whose clients go on until a page falls short.
        var mayGoOn = start + page.Count < sorted.Count || (_strict && page.Count == _limit);
        var next = _reverse || mayGoOn ? page[^1].Id : null;
        var previous = !_reverse ? _strict || _marker is not null : mayGoOn;
        return new ListPage<T>(page, next, previous ? page[0].Id : null);

        bool IsAfter(T resource, T marker) => order.Compare(resource, marker) * (_reverse ? -1 : 1) > 0;
    }

    private bool Matches(IStateReader state, T resource)
    {
        foreach (var (field, texts) in _filters)
        {
            var any = false;
            foreach (var text in texts)
            {
                if (any = field.Matches(state, resource, text ?? ""))
                    break;
            }
            if (!any)
                return false;
        }
        foreach (var (field, comparison, text) in _comparisons)
        {
            if (field.AsText(state, resource) is not { } value || !comparison.Holds(value, text))
                return false;
        }
        return _tags is null || resource is ITagged tagged && _tags.Matches(tagged.Tags);
    }

    private int Compare(IStateReader state, T left, T right)
    {
        foreach (var (field, descending) in _order)
        {
            var order = field.Compare(state, left, right);
            if (order != 0)
                return descending ? -order : order;
        }
        // Pages need a total order.
        return string.CompareOrdinal(left.Id, right.Id);
    }

    private Error? ReadOrder(ResourceDefinition<T> definition, StringValues keys, StringValues directions)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (definition.Find(keys[i] ?? "") is not { } field || !field.Query.HasFlag(Query.Sort))
                return Bad($"'{keys[i]}' is not a key that a list of {definition.Plural} can be sorted by");
            var direction = i < directions.Count ? directions[i] : "asc";
            if (direction is not ("asc" or "desc"))
                return Bad($"The sort_dir '{direction}' is neither 'asc' nor 'desc'");
            _order.Add((field, direction == "desc"));
        }
        return null;
    }

    private static Error Bad(string message) => new(ErrorKind.Invalid, "HTTPBadRequest", message);
}
