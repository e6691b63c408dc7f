using Microsoft.AspNetCore.Http;
using Naru.Images.Documents;
using Naru.Primitives;

namespace Naru.Images.Listing;

/// <summary>In which order a list comes: the newest first, unless it is asked for otherwise. The id decides between equals.</summary>
internal sealed class ImageOrder : IComparer<Image>
{
    private const string Ascending = "asc";
    private const string Descending = "desc";

    private static readonly Dictionary<string, Comparison<Image>> Keys = new()
    {
        ["name"] = (a, b) => string.CompareOrdinal(a.Name, b.Name),
        ["status"] = (a, b) => string.CompareOrdinal(a.Status, b.Status),
        ["container_format"] = (a, b) => string.CompareOrdinal(a.ContainerFormat, b.ContainerFormat),
        ["disk_format"] = (a, b) => string.CompareOrdinal(a.DiskFormat, b.DiskFormat),
        ["owner"] = (a, b) => string.CompareOrdinal(a.Owner, b.Owner),
        ["visibility"] = (a, b) => string.CompareOrdinal(a.Visibility, b.Visibility),
        ["size"] = (a, b) => Nullable.Compare(a.Size, b.Size),
        ["min_disk"] = (a, b) => a.MinDisk.CompareTo(b.MinDisk),
        ["min_ram"] = (a, b) => a.MinRam.CompareTo(b.MinRam),
        ["created_at"] = (a, b) => a.CreatedAt.CompareTo(b.CreatedAt),
        ["updated_at"] = (a, b) => a.UpdatedAt.CompareTo(b.UpdatedAt),
        ["id"] = (a, b) => string.CompareOrdinal(a.Id, b.Id),
    };

    private readonly List<(Comparison<Image> Compare, int Sign)> _terms;

    private ImageOrder(IEnumerable<(string Key, string Direction)> terms) =>
        _terms = [.. terms.Select(term => (Keys[term.Key], term.Direction == Descending ? -1 : 1))];

    public int Compare(Image? x, Image? y)
    {
        foreach (var (compare, sign) in _terms)
        {
            if (compare(x!, y!) is not 0 and var order)
                return sign * order;
        }
        return string.CompareOrdinal(y!.Id, x!.Id);
    }

    public static Result<ImageOrder> Parse(IQueryCollection query)
    {
        if (query.TryGetValue("sort", out var sort))
        {
            return query.ContainsKey("sort_key") || query.ContainsKey("sort_dir")
                ? Error.Invalid("Old and new sorting syntax cannot be combined: give either 'sort' or 'sort_key' and 'sort_dir'.")
                : Of(sort.ToString().Split(',').Select(term => term.Trim().Split(':', 2)).Select(parts => (parts[0], parts.Length > 1 ? parts[1] : Descending)));
        }
        string[] keys = query.TryGetValue("sort_key", out var given) ? [.. given.Select(key => key ?? "")] : ["created_at"];
        string[] directions = query.TryGetValue("sort_dir", out var asked) ? [.. asked.Select(direction => direction ?? "")] : [Descending];
        if (directions.Length > 1 && directions.Length != keys.Length)
            return Error.Invalid("Number of sort dirs does not match the number of sort keys.");
        return Of(keys.Select((key, at) => (key, directions.Length > 1 ? directions[at] : directions[0])));
    }

    private static Result<ImageOrder> Of(IEnumerable<(string Key, string Direction)> terms)
    {
        var all = terms.ToList();
        foreach (var (key, direction) in all)
        {
            if (!Keys.ContainsKey(key))
                return Error.Invalid($"Invalid sort key: {key}. It must be one of the following: {string.Join(", ", Keys.Keys)}.");
            if (direction is not Ascending and not Descending)
                return Error.Invalid($"Invalid sort direction: {direction}. It must be {Ascending} or {Descending}.");
        }
        return new ImageOrder(all);
    }
}
