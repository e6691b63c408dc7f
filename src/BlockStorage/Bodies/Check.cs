using System.Globalization;
using System.Text.Json;

namespace Naru.BlockStorage.Bodies;

/// <summary>The values that bodies are made of (cinder/api/validation/parameter_types.py).</summary>
internal static class Check
{
    private static readonly string[] Flags = ["1", "t", "true", "on", "y", "yes", "0", "f", "false", "off", "n", "no"];

    /// <summary>A name or a description.</summary>
    public static readonly ValueCheck Name = OrNull(Text(0, Limits.NameLength));

    public static readonly ValueCheck Uuid = value =>
        value.ValueKind is JsonValueKind.String && Guid.TryParse(value.GetString(), out _) ? null : "is not a UUID";

    public static readonly ValueCheck UuidOrNull = OrNull(Uuid);

    public static readonly ValueCheck Flag = value => value.ValueKind is JsonValueKind.True or JsonValueKind.False
        || (value.ValueKind is JsonValueKind.String && Flags.Contains(value.GetString()!.Trim().ToLowerInvariant()))
        ? null
        : "is not a boolean";

    /// <summary>An object whose values are texts.</summary>
    public static readonly ValueCheck Metadata = value => MapProblem(value, isNullAllowed: false);

    public static readonly ValueCheck Object = value => value.ValueKind is JsonValueKind.Object ? null : "is not of type 'object'";

    public static readonly ValueCheck Texts = value => value.ValueKind is JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String)
        ? null
        : "is not an array of strings";

    public static ValueCheck OrNull(ValueCheck check) => value => value.ValueKind is JsonValueKind.Null ? null : check(value);

    public static ValueCheck Text(int least, int most) => value =>
        value.ValueKind is not JsonValueKind.String ? "is not of type 'string'"
        : value.GetString()!.Trim().Length < least ? "is too short"
        : value.GetString()!.Length > most ? "is too long"
        : null;

    public static ValueCheck Choice(params string[] choices) => value =>
        value.ValueKind is JsonValueKind.String && choices.Contains(value.GetString()) ? null : $"is not one of {string.Join(", ", choices)}";

    /// <summary>A number, or the digits of one.</summary>
    public static ValueCheck Integer(long least, long most) => value =>
        !TryInteger(value, out var number) ? "is not of type 'integer'"
        : number < least ? $"is less than the minimum of {least}"
        : number > most ? $"is greater than the maximum of {most}"
        : null;

    public static bool TryInteger(JsonElement value, out long number)
    {
        number = 0;
        return value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt64(out number),
            JsonValueKind.String => long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
    }

    /// <summary>A map of specs, whose keys are letters, digits and a few signs.</summary>
    public static string? Specs(JsonElement value) => MapProblem(value, isNullAllowed: false) ?? value.EnumerateObject()
        .Where(entry => !entry.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or ':' or '.' or ' '))
        .Select(entry => $"has the key '{entry.Name}': letters, digits, '-', '_', ':', '.' and spaces are expected")
        .FirstOrDefault();

    private static string? MapProblem(JsonElement value, bool isNullAllowed)
    {
        if (value.ValueKind is not JsonValueKind.Object)
            return "is not of type 'object'";
        foreach (var entry in value.EnumerateObject())
        {
            if (entry.Name.Length is 0 or > Limits.NameLength)
                return $"has a key of {entry.Name.Length} letters: 1 to {Limits.NameLength} are expected";
            if (entry.Value.ValueKind is not JsonValueKind.String && !(isNullAllowed && entry.Value.ValueKind is JsonValueKind.Null))
                return $"has a value for '{entry.Name}' that is not of type 'string'";
            if (entry.Value.GetString() is { Length: > Limits.NameLength })
                return $"has a value for '{entry.Name}' that is too long";
        }
        return null;
    }
}
