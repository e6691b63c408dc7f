using Microsoft.AspNetCore.Http;
using Naru.Primitives;

namespace Naru.BlockStorage.Listing;

/// <summary>By what a list is to be sorted: <c>sort=key:dir,key</c>, or <c>sort_key</c> and <c>sort_dir</c>.</summary>
/// <param name="IsDescending">The direction of what nobody asked for.</param>
internal sealed record SortKeyList(IReadOnlyList<(string Name, bool IsDescending)> Keys, bool IsDescending)
{
    private const string Down = "desc";

    public static Result<SortKeyList> Parse(IQueryCollection query)
    {
        var keys = new List<(string, bool)>();
        var (names, directions) = Parts(query);
        if (directions.Find(direction => direction is not Down and not "asc") is { } wrong)
            return Error.Invalid($"Invalid input received: the sort direction '{wrong}' is neither 'asc' nor 'desc'.");
        for (var index = 0; index < names.Count; index++)
            keys.Add((names[index], index >= directions.Count || directions[index] == Down));
        return new SortKeyList(keys, directions is [] or [Down, ..]);
    }

    private static (List<string> Names, List<string> Directions) Parts(IQueryCollection query)
    {
        var sort = query["sort"].ToString();
        if (sort.Length == 0)
            return ([.. query["sort_key"].OfType<string>()], [.. query["sort_dir"].OfType<string>()]);
        var parts = sort.Split(',').Select(part => part.Split(':', 2)).ToList();
        return ([.. parts.Select(part => part[0].Trim())], [.. parts.Select(part => part.Length > 1 ? part[1].Trim() : Down)]);
    }
}
