using Naru.Primitives;

namespace Naru.SharedFileSystems.Requests;

/// <summary>The order that <c>sort_key</c> and <c>sort_dir</c> ask for.</summary>
internal static class Sorting
{
    /// <param name="keys">What may be sorted by. Without <c>sort_key</c> it is the first, in descending order.</param>
    public static Result<List<T>> Sorted<T>(ShareRequest request, IEnumerable<T> items, IReadOnlyDictionary<string, Func<T, IComparable?>> keys)
    {
        var name = request.Query("sort_key");
        var direction = request.Query("sort_dir") ?? "desc";
        if (direction is not ("asc" or "desc"))
            return ManilaErrors.Invalid($"'sort_dir' is '{direction}': expected asc or desc.");
        if (!keys.TryGetValue(name ?? "created_at", out var key))
            return ManilaErrors.Invalid($"'sort_key' is '{name}': expected one of {string.Join(", ", keys.Keys)}.");
        var order = Comparer<IComparable?>.Create((left, right) => (left, right) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            (string one, string other) => string.CompareOrdinal(one, other),
            _ => left.CompareTo(right),
        });
        return direction == "asc" ? items.OrderBy(key, order).ToList() : items.OrderByDescending(key, order).ToList();
    }
}
