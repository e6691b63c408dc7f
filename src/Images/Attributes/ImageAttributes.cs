using System.Text.Json;
using Naru.Images.Documents;
using Naru.Primitives;

namespace Naru.Images.Attributes;

/// <summary>Sets one attribute of an image from JSON, and says what would have been right when that cannot be.</summary>
internal static class ImageAttributes
{
    public static readonly string[] DiskFormats = ["ami", "ari", "aki", "vhd", "vhdx", "vmdk", "raw", "qcow2", "vdi", "ploop", "iso", "tar"];

    public static readonly string[] ContainerFormats = ["ami", "ari", "aki", "bare", "ovf", "ova", "docker", "compressed"];

    public static Result<Image> Set(Image image, string name, JsonElement value)
    {
        if (AttributeNames.Refusal(name) is { } refusal)
            return refusal;
        return name switch
        {
            "name" => Text(name, value).Map(text => image with { Name = text }),
            "owner" => Text(name, value).Map(text => image with { Owner = text }),
            "visibility" => Choice(name, value, Visibility.All).Map(text => image with { Visibility = text ?? image.Visibility }),
            "disk_format" => Choice(name, value, DiskFormats, isOptional: true).Map(text => image with { DiskFormat = text }),
            "container_format" => Choice(name, value, ContainerFormats, isOptional: true).Map(text => image with { ContainerFormat = text }),
            "protected" => Flag(name, value).Map(flag => image with { IsProtected = flag }),
            "os_hidden" => Flag(name, value).Map(flag => image with { IsHidden = flag }),
            "min_disk" => Number(name, value).Map(number => image with { MinDisk = number }),
            "min_ram" => Number(name, value).Map(number => image with { MinRam = number }),
            "tags" => TagsOf(value).Map(tags => image with { Tags = tags }),
            _ => Property(image, name, value),
        };
    }

    public static Image Without(Image image, string property) =>
        image with { Properties = image.Properties.Where(other => other.Name != property).ToEquatableList() };

    public static Error? TagRefusal(string tag) =>
        tag.Length is 0 or > Limits.NameLength ? Mismatch($"a tag has 1 to {Limits.NameLength} characters") : null;

    private static Result<Image> Property(Image image, string name, JsonElement value)
    {
        if (name.Length is 0 or > Limits.NameLength)
            return Mismatch($"the name of a property has 1 to {Limits.NameLength} characters");
        if (value.ValueKind is not JsonValueKind.String || value.GetString() is not { Length: <= Limits.ValueLength } text)
            return Mismatch($"'{name}' is a property, whose value is text of at most {Limits.ValueLength} characters");
        var others = Without(image, name);
        return others.Properties.Count >= Limits.Properties
            ? GlanceErrors.OverQuota($"Attempted to set more than {Limits.Properties} properties on image {image.Id}.")
            : others with { Properties = [.. others.Properties, new ImageProperty(name, text)] };
    }

    private static Result<string?> Text(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => default(Result<string?>),
        JsonValueKind.String when value.GetString() is { Length: <= Limits.NameLength } text => text,
        _ => Mismatch($"'{name}' is text of at most {Limits.NameLength} characters, or null"),
    };

    private static Result<string?> Choice(string name, JsonElement value, string[] choices, bool isOptional = false)
    {
        if (isOptional && value.ValueKind is JsonValueKind.Null)
            return default;
        return value.ValueKind is JsonValueKind.String && value.GetString() is { } text && choices.Contains(text)
            ? text
            : Mismatch($"'{name}' is one of {string.Join(", ", choices)}{(isOptional ? ", or null" : "")}, not {Shortened(value)}");
    }

    private static Result<bool> Flag(string name, JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? value.GetBoolean()
        : Mismatch($"'{name}' is true or false, not {Shortened(value)}");

    private static Result<int> Number(string name, JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0
            ? number
            : Mismatch($"'{name}' is a number from 0 to {int.MaxValue}, not {Shortened(value)}");

    private static Result<EquatableList<string>> TagsOf(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind is not JsonValueKind.String))
            return Mismatch("'tags' is a list of texts");
        var tags = value.EnumerateArray().Select(item => item.GetString()!).Distinct().ToEquatableList();
        if (tags.Select(TagRefusal).FirstOrDefault(refusal => refusal is not null) is { } error)
            return error;
        return tags.Count > Limits.Tags ? GlanceErrors.OverQuota($"The maximum number of tags is {Limits.Tags}; there are {tags.Count}.") : tags;
    }

    private static string Shortened(JsonElement value) => value.GetRawText() is { Length: > 64 } text ? text[..64] : value.GetRawText();

    private static Error Mismatch(string reason) => Error.Invalid($"Provided object does not match schema 'image': {reason}.");
}
