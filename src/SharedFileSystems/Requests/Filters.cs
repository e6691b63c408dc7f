using System.Text.RegularExpressions;
using Naru.Primitives;
using Naru.SharedFileSystems.Documents;

namespace Naru.SharedFileSystems.Requests;

/// <summary>What lists are asked for.</summary>
internal static partial class Filters
{
    private const int PartsSince = 36;

    /// <summary>The items whose attributes are what the query says: exactly, or since 2.36 with <c>NAME~</c> as a part.</summary>
    /// <param name="attributes">By their names in the query; others are not asked.</param>
    public static IEnumerable<T> Matching<T>(ShareRequest request, IEnumerable<T> items, IReadOnlyDictionary<string, Func<T, string?>> attributes)
    {
        foreach (var (name, wanted) in request.Queries)
        {
            if (attributes.TryGetValue(name, out var attribute))
                items = items.Where(item => attribute(item) == wanted);
            else if (request.Version.Minor >= PartsSince && name is [.. var start, '~'] && attributes.TryGetValue(start, out attribute))
                items = items.Where(item => attribute(item)?.Contains(wanted, StringComparison.OrdinalIgnoreCase) is true);
        }
        return items;
    }

    /// <summary>Whether the caller asks for what all projects have, and may.</summary>
    public static bool IsOfAllProjects(ShareRequest request, string rule) =>
        Truth.Of(request.Query("all_tenants") ?? request.Query("all_projects")) is true && request.Allows(rule, request.Caller.ProjectId);

    /// <summary>Names and values as clients of Python write them into a query: <c>{'a': 'b'}</c>. JSON is understood, too.</summary>
    public static Result<EquatableList<NameValue>> Pairs(string text)
    {
        if (text is not ['{', .., '}'])
            return ManilaErrors.Invalid($"'{text}' is no object of texts: expected one such as {{'name': 'value'}}.");
        return (EquatableList<NameValue>)[.. Entry().Matches(text).Select(match => new NameValue(Plain(match.Groups[1].Value), Plain(match.Groups[2].Value)))];
    }

    private static string Plain(string word)
    {
        var text = word.StartsWith('u') && word.Length > 1 && word[1] is '\'' or '"' ? word[1..] : word;
        return text.Trim('\'', '"');
    }

    [GeneratedRegex("""(u?'[^']*'|u?"[^"]*"|\w+)\s*:\s*(u?'[^']*'|u?"[^"]*"|[\w.]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Entry();
}
