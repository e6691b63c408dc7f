using System.Text;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;

namespace Naru.ObjectStorage.Requests;

/// <summary>What a PUT or POST says about the metadata of an account, container or object.</summary>
internal static class MetadataUpdate
{
    /// <summary>Adds, replaces and removes: <c>X-Container-Meta-Colour: red</c>, an empty value or <c>X-Remove-Container-Meta-Colour</c>.</summary>
    /// <param name="kind"><c>Account</c> or <c>Container</c>.</param>
    /// <param name="settings">Header lines besides <c>X-…-Meta-…</c> that are kept.</param>
    public static Result<HeaderMap> Merge(HeaderMap present, IHeaderDictionary request, string kind, IReadOnlyList<string> settings)
    {
        var merged = present;
        foreach (var (name, values) in request)
        {
            var value = values.ToString();
            if (Removed(name) is { } removed)
            {
                if (IsKept(removed))
                    merged = merged.Without(Named(removed));
            }
            else if (IsKept(name))
            {
                merged = value.Length == 0 ? merged.Without(Named(name)) : merged.With(Named(name), value);
            }
        }
        return Check(request, $"X-{kind}-Meta-", merged) is { } error ? error : merged;

        bool IsKept(string name) =>
            (name.StartsWith($"X-{kind}-Meta-", StringComparison.OrdinalIgnoreCase) && name.Length > $"X-{kind}-Meta-".Length)
            || settings.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The metadata of an object, which a PUT or POST replaces as a whole.</summary>
    public static Result<HeaderMap> OfObject(IHeaderDictionary request, IReadOnlyList<string> settings)
    {
        var given = HeaderMap.Empty;
        foreach (var (name, values) in request)
        {
            // Metadata may be empty; an empty setting is none.
            if (name.StartsWith("X-Object-Meta-", StringComparison.OrdinalIgnoreCase)
                || (settings.Contains(name, StringComparer.OrdinalIgnoreCase) && values.ToString().Length > 0))
            {
                given = given.With(Named(name), values.ToString());
            }
        }
        return Check(request, "X-Object-Meta-", given) is { } error ? error : given;
    }

    /// <summary>Header names as Swift shows them: each word begins with a capital, and words are joined by hyphens.</summary>
    private static string Named(string name) =>
        string.Join('-', name.Split('-', '_').Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant()));

    private static string? Removed(string name)
    {
        const string Prefix = "X-Remove-";
        return name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? "X-" + name[Prefix.Length..] : null;
    }

    private static Error? Check(IHeaderDictionary request, string prefix, HeaderMap result)
    {
        if (request.FirstOrDefault(line => string.Equals(line.Key, prefix, StringComparison.OrdinalIgnoreCase)) is { Key: not null })
            return SwiftErrors.Bad("Metadata name cannot be empty");
        var (count, overall) = (0, 0);
        foreach (var (name, value) in result)
        {
            if (!name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                continue;
            var (nameLength, valueLength) = (Encoding.UTF8.GetByteCount(name) - prefix.Length, Encoding.UTF8.GetByteCount(value));
            if (nameLength > Limits.MetadataName)
                return SwiftErrors.Bad($"Metadata name too long: {name[prefix.Length..]}");
            if (valueLength > Limits.MetadataValue)
                return SwiftErrors.Bad($"Metadata value longer than {Limits.MetadataValue}: {name}");
            count++;
            overall += nameLength + valueLength;
        }
        if (count > Limits.MetadataCount)
            return SwiftErrors.Bad($"Too many metadata items; max {Limits.MetadataCount}");
        return overall > Limits.MetadataOverall ? SwiftErrors.Bad($"Total metadata too large; max {Limits.MetadataOverall}") : null;
    }
}
