using System.Globalization;
using System.Text.Json;
using Naru.Primitives;

namespace Naru.Compute.Validation;

/// <summary>The shapes that bodies of this API are made of (nova/api/validation/parameter_types).</summary>
internal static class Shapes
{
    private const int LongestValue = 255;

    // The words that clients have always used for yes and no.
    private static readonly string[] Yes = ["True", "TRUE", "true", "1", "ON", "On", "on", "YES", "Yes", "yes"];
    private static readonly string[] No = ["False", "FALSE", "false", "0", "OFF", "Off", "off", "NO", "No", "no"];

    public static readonly Shape Any = (_, _, _) => null;

    public static readonly Shape Null = (value, path, _) => value.ValueKind is JsonValueKind.Null ? null : Fault(value, path, "It is not null.");

    /// <summary>A yes or no, also as a word.</summary>
    public static readonly Shape Flag = (value, path, _) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False || (value.ValueKind is JsonValueKind.String && IsWord(value.GetString()!))
            ? null
            : Fault(value, path, $"It is not one of {string.Join(", ", Yes.Concat(No))}.");

    public static readonly Shape Uuid = (value, path, _) =>
        value.ValueKind is JsonValueKind.String && IsUuid(value.GetString()) ? null : Fault(value, path, "It is not a 'uuid'.");

    /// <summary>A name: 1 to 255 characters that can be printed, no space at its ends.</summary>
    public static readonly Shape Name = Text(1, LongestValue, text => text.Trim().Length == text.Length && !text.Any(char.IsControl), "It has spaces at its ends or characters that cannot be printed.");

    /// <summary>A name with spaces around it, as old clients send them.</summary>
    public static readonly Shape PaddedName = Text(1, LongestValue, text => text.Trim().Length > 0 && !text.Any(char.IsControl), "It is blank or has characters that cannot be printed.");

    public static readonly Shape Description = Nullable(Text(0, LongestValue, text => !text.Any(letter => char.IsControl(letter) && letter is not '\n' and not '\r' and not '\t'), "It has characters that cannot be printed."));

    public static readonly Shape Metadata = Map(IsMetadataKey, Text(0, LongestValue));

    public static readonly Shape Tag = Text(1, 60, text => !text.Contains(',') && !text.Contains('/'), "A tag has no ',' and no '/'.");

    public static Shape Text(int min, int max, Func<string, bool>? isRight = null, string reason = "It does not match what is allowed.") => (value, path, _) =>
    {
        if (value.ValueKind is not JsonValueKind.String)
            return Fault(value, path, "It is not of type 'string'.");
        var text = value.GetString()!;
        if (text.Length < min)
            return Fault(value, path, "It is too short.");
        if (text.Length > max)
            return Fault(value, path, "It is too long.");
        return isRight?.Invoke(text) == false ? Fault(value, path, reason) : null;
    };

    /// <summary>A whole number, also in the form of a string.</summary>
    public static Shape Whole(long min, long max = int.MaxValue) => (value, path, _) => Number(value) is not { } number
        ? Fault(value, path, "It is not of type 'integer'.")
        : number < min ? Fault(value, path, $"It is less than the minimum of {min}.")
        : number > max ? Fault(value, path, $"It is greater than the maximum of {max}.")
        : null;

    public static Shape OneOf(params string[] words) => (value, path, _) =>
        value.ValueKind is JsonValueKind.String && words.Contains(value.GetString()) ? null : Fault(value, path, $"It is not one of {string.Join(", ", words)}.");

    public static Shape Nullable(Shape shape) => (value, path, context) => value.ValueKind is JsonValueKind.Null ? null : shape(value, path, context);

    public static Shape AnyOf(params Shape[] shapes) => (value, path, context) =>
    {
        string? first = null;
        foreach (var shape in shapes)
        {
            if (shape(value, path, context) is not { } fault)
                return null;
            first ??= fault;
        }
        return first;
    };

    public static Shape List(Shape item, int min = 0, int max = int.MaxValue, bool areUnique = false) => (value, path, context) =>
    {
        if (value.ValueKind is not JsonValueKind.Array)
            return Fault(value, path, "It is not of type 'array'.");
        if (value.GetArrayLength() < min)
            return Fault(value, path, "It is too short.");
        if (value.GetArrayLength() > max)
            return Fault(value, path, "It is too long.");
        if (areUnique && value.EnumerateArray().Select(element => element.GetRawText()).Distinct().Count() < value.GetArrayLength())
            return Fault(value, path, "It has non-unique elements.");
        foreach (var (index, element) in value.EnumerateArray().Index())
        {
            if (item(element, $"{path}[{index}]", context) is { } fault)
                return fault;
        }
        return null;
    };

    /// <summary>An object with members of any allowed name.</summary>
    public static Shape Map(Func<string, bool> isKey, Shape item, int min = 0) => (value, path, context) =>
    {
        if (value.ValueKind is not JsonValueKind.Object)
            return Fault(value, path, "It is not of type 'object'.");
        if (value.EnumerateObject().Count() < min)
            return Fault(value, path, "It does not have enough properties.");
        foreach (var member in value.EnumerateObject())
        {
            if (!isKey(member.Name))
                return Fault(value, path, $"'{member.Name}' does not match any of the regexes.");
            if (item(member.Value, Below(path, member.Name), context) is { } fault)
                return fault;
        }
        return null;
    };

    /// <summary>An object with these members and no others.</summary>
    public static Shape Object(params Member[] members) => Object(isOpen: false, members);

    /// <summary>An object with these members and any others.</summary>
    public static Shape OpenObject(params Member[] members) => Object(isOpen: true, members);

    /// <summary>An object with one member: the wrapper of a body.</summary>
    public static Shape Wrapped(string name, Shape shape) => Object(new Member(name, shape) { IsRequired = true });

    public static string Fault(JsonElement value, string path, string reason) =>
        $"Invalid input for field/attribute {(path.Length == 0 ? "body" : path)}. Value: {Short(value)}. {reason}";

    public static bool IsYes(JsonElement value) =>
        value.ValueKind is JsonValueKind.True || (value.ValueKind is JsonValueKind.String && Yes.Contains(value.GetString()));

    public static bool IsWord(string text) => Yes.Contains(text) || No.Contains(text);

    public static bool IsYes(string text) => Yes.Contains(text);

    /// <summary>A yes or no as queries have it (oslo.utils, <c>bool_from_string</c>); null: neither.</summary>
    public static bool? Loosely(string text) => text.ToLowerInvariant() switch
    {
        "1" or "t" or "true" or "on" or "y" or "yes" => true,
        "0" or "f" or "false" or "off" or "n" or "no" => false,
        _ => null,
    };

    public static bool IsUuid(string? text) => Guid.TryParseExact(text, "D", out _) || Guid.TryParseExact(text, "N", out _);

    public static bool IsAddress(string text) => IpAddress.TryParse(text, out _);

    public static bool IsMetadataKey(string key) =>
        key.Length is > 0 and <= LongestValue && key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or ':' or '.' or ' ');

    public static long? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static Shape Object(bool isOpen, Member[] members) => (value, path, context) =>
    {
        if (value.ValueKind is not JsonValueKind.Object)
            return Fault(value, path, "It is not of type 'object'.");
        foreach (var member in members)
        {
            if (member.IsRequired && member.IsIn(context.Version) && !value.TryGetProperty(member.Name, out _))
                return Fault(value, path, $"'{member.Name}' is a required property");
        }
        foreach (var given in value.EnumerateObject())
        {
            var known = Array.Find(members, member => member.Name == given.Name && member.IsIn(context.Version));
            if (known is null && !isOpen && !context.IsOpen)
                return Fault(value, path, $"Additional properties are not allowed ('{given.Name}' was unexpected)");
            if (known?.Shape(given.Value, Below(path, given.Name), context) is { } fault)
                return fault;
        }
        return null;
    };

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Short(JsonElement value)
    {
        var text = value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.Length > LongestValue ? text[..LongestValue] : text;
    }
}
