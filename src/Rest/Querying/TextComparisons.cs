namespace Naru.Rest.Querying;

internal static class TextComparisons
{
    /// <summary>Splits <c>name__contains</c> into the field's name and the comparison.</summary>
    public static bool TrySplit(string filter, out string field, out TextComparison comparison)
    {
        var separator = filter.LastIndexOf("__", StringComparison.Ordinal);
        field = separator > 0 ? filter[..separator] : "";
        TextComparison? found = separator <= 0 ? null : filter[(separator + 2)..] switch
        {
            "contains" => TextComparison.Contains,
            "startswith" => TextComparison.StartsWith,
            "endswith" => TextComparison.EndsWith,
            "iexact" => TextComparison.EqualsAnyCase,
            "icontains" => TextComparison.ContainsAnyCase,
            "istartswith" => TextComparison.StartsWithAnyCase,
            "iendswith" => TextComparison.EndsWithAnyCase,
            _ => null,
        };
        comparison = found ?? default;
        return found is not null;
    }

    public static bool Holds(this TextComparison comparison, string value, string text) => comparison switch
    {
        TextComparison.Contains => value.Contains(text, StringComparison.Ordinal),
        TextComparison.StartsWith => value.StartsWith(text, StringComparison.Ordinal),
        TextComparison.EndsWith => value.EndsWith(text, StringComparison.Ordinal),
        TextComparison.EqualsAnyCase => value.Equals(text, StringComparison.OrdinalIgnoreCase),
        TextComparison.ContainsAnyCase => value.Contains(text, StringComparison.OrdinalIgnoreCase),
        TextComparison.StartsWithAnyCase => value.StartsWith(text, StringComparison.OrdinalIgnoreCase),
        TextComparison.EndsWithAnyCase => value.EndsWith(text, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
