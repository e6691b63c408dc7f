using System.Globalization;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.Primitives;

namespace Naru.BlockStorage.Listing;

/// <summary>The comparisons that lists are filtered with.</summary>
internal static class Filters
{
    /// <summary>The text itself, and with a <c>~</c> after the name (since 3.34) a part of it.</summary>
    public static IEnumerable<KeyValuePair<string, Func<T, string, bool>>> Text<T>(string name, Func<T, string?> value) =>
    [
        new(name, (item, wanted) => value(item) == wanted),
        new($"{name}~", (item, part) => value(item)?.Contains(part, StringComparison.Ordinal) is true),
    ];

    public static KeyValuePair<string, Func<T, string, bool>> Flag<T>(string name, Func<T, bool> value) =>
        new(name, (item, wanted) => value(item) == IsTrue(wanted));

    public static KeyValuePair<string, Func<T, string, bool>> Number<T>(string name, Func<T, int> value) =>
        new(name, (item, wanted) => value(item).ToString(CultureInfo.InvariantCulture) == wanted);

    /// <summary>All the entries of a map in Python's or in JSON's notation.</summary>
    public static KeyValuePair<string, Func<T, string, bool>> Map<T>(string name, Func<T, EquatableList<Entry>> value) =>
        new(name, (item, wanted) => PythonMap.Parse(wanted).All(entry => value(item).Value(entry.Key) == entry.Value));

    /// <summary>Moments before, after or at others: <c>gt:…,lte:…</c> (since 3.60).</summary>
    public static KeyValuePair<string, Func<T, string, bool>> Time<T>(string name, Func<T, DateTimeOffset?> value) =>
        new(name, (item, wanted) => wanted.Split(',').All(part => value(item) is { } time && Compares(time, part.Trim())));

    public static bool IsTrue(string text) => text.ToLowerInvariant() is "1" or "true" or "t" or "yes" or "y" or "on";

    /// <summary>Of all projects where an administrator asks for that, otherwise of the caller's.</summary>
    public static IEnumerable<T> Seen<T>(VolumeRequest request, IEnumerable<T> all, Func<string, IEnumerable<T>> ofProject)
    {
        if (!request.Caller.IsAdmin || !IsTrue(request.Query["all_tenants"].ToString()))
            return ofProject(request.Caller.ProjectId);
        var project = request.Query["project_id"].ToString() is { Length: > 0 } named ? named : request.Query["tenant_id"].ToString();
        return project.Length > 0 ? ofProject(project) : all;
    }

    private static bool Compares(DateTimeOffset time, string condition)
    {
        var colon = condition.IndexOf(':');
        var operation = colon > 0 ? condition[..colon] : "";
        var text = operation is "gt" or "gte" or "lt" or "lte" or "eq" or "neq" ? condition[(colon + 1)..] : condition;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var other))
            return false;
        return operation switch
        {
            "gt" => time > other,
            "gte" => time >= other,
            "lt" => time < other,
            "lte" => time <= other,
            "neq" => time != other,
            _ => time == other,
        };
    }
}
