using System.Globalization;
using Naru.Images.Documents;
using Naru.Primitives;
using Naru.Rest.Style;

namespace Naru.Images.Listing;

/// <summary>One condition of a list, as a parameter of its query says it.</summary>
internal static class ImageFilter
{
    private const string AnyOf = "in:";

    public static Result<Func<Image, bool>> Parse(string name, string value) => name switch
    {
        "name" => Among(value, image => image.Name),
        "status" => Among(value, image => image.Status),
        "id" => Among(value, image => image.Id),
        "container_format" => Among(value, image => image.ContainerFormat),
        "disk_format" => Among(value, image => image.DiskFormat),
        "owner" => Is(image => image.Owner == value),
        "checksum" => Is(image => image.Checksum == value),
        "os_hash_value" => Is(image => image.Hash == value),
        "os_hash_algo" => Is(image => image.HasData && value == "sha512"),
        "tag" => Is(image => image.Tags.Contains(value)),
        "protected" => Flag(name, value, image => image.IsProtected),
        "os_hidden" => Flag(name, value, image => image.IsHidden),
        "size" => Number(name, value, (image, number) => image.Size == number),
        "size_min" => Number(name, value, (image, number) => image.Size >= number),
        "size_max" => Number(name, value, (image, number) => image.Size <= number),
        "min_disk" => Number(name, value, (image, number) => image.MinDisk == number),
        "min_ram" => Number(name, value, (image, number) => image.MinRam == number),
        "created_at" => Time(name, value, image => image.CreatedAt),
        "updated_at" => Time(name, value, image => image.UpdatedAt),
        "changes-since" => Error.Invalid("The filter 'changes-since' is not known to this API: use updated_at=gte:TIME."),
        _ => Is(image => image.Properties.Any(property => property.Name == name && property.Value == value)),
    };

    private static Result<Func<Image, bool>> Is(Func<Image, bool> filter) => filter;

    private static Result<Func<Image, bool>> Among(string value, Func<Image, string?> text)
    {
        if (!value.StartsWith(AnyOf, StringComparison.Ordinal))
            return Is(image => text(image) == value);
        return Items(value[AnyOf.Length..]).Map<Func<Image, bool>>(items => image => text(image) is { } actual && items.Contains(actual));
    }

    // a,"b,c",d: what is in quotes may hold commas, and \" and \\.
    private static Result<HashSet<string>> Items(string text)
    {
        var items = new HashSet<string>();
        var item = new System.Text.StringBuilder();
        var isQuoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (text[at] == ',' && !isQuoted)
            {
                items.Add(item.ToString());
                item.Clear();
            }
            else
            {
                if (isQuoted && text[at] == '\\' && at + 1 < text.Length)
                    at++;
                item.Append(text[at]);
            }
        }
        items.Add(item.ToString());
        return isQuoted ? Error.Invalid($"Invalid filter value '{text}': a quotation mark is not closed.") : items;
    }

    private static Result<Func<Image, bool>> Flag(string name, string value, Func<Image, bool> flag) => value.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" or "t" or "y" => Is(flag),
        "false" or "0" or "no" or "off" or "f" or "n" => Is(image => !flag(image)),
        _ => Error.Invalid($"Invalid value '{value}' for '{name}' filter: expected true or false."),
    };

    private static Result<Func<Image, bool>> Number(string name, string value, Func<Image, long, bool> filter) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Is(image => filter(image, number))
            : Error.Invalid($"Invalid value '{value}' for '{name}' filter: expected a number that is not negative.");

    private static Result<Func<Image, bool>> Time(string name, string value, Func<Image, DateTimeOffset> time)
    {
        var colon = value.IndexOf(':');
        var (comparison, text) = colon > 0 && char.IsLetter(value[0]) ? (value[..colon], value[(colon + 1)..]) : ("eq", value);
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed))
            return Error.Invalid($"Invalid time '{text}' of the filter '{name}': expected ISO 8601, such as 2026-01-31T12:00:00Z.");
        var asked = Times.ToSecond(parsed);
        return comparison switch
        {
            "gt" => Is(image => time(image) > asked),
            "gte" => Is(image => time(image) >= asked),
            "lt" => Is(image => time(image) < asked),
            "lte" => Is(image => time(image) <= asked),
            "eq" => Is(image => time(image) == asked),
            "neq" => Is(image => time(image) != asked),
            _ => Error.Invalid($"Unable to filter on a range: '{comparison}' is not one of gt, gte, lt, lte, eq, neq."),
        };
    }
}
