using System.Text.Json;
using Naru.Primitives;

namespace Naru.Rest.Values;

/// <summary>A string with bounds on its length in characters.</summary>
public sealed class TextKind(int min, int max) : ValueKind<string>
{
    /// <summary>A further check; returns the reason why the text is refused, or null.</summary>
    public Func<string, string?>? Check { get; init; }

    /// <summary>The <c>format</c> word of the schema, such as <c>uuid</c>.</summary>
    public string? Format { get; init; }

    public override Result<string> Read(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.String)
            return Reason($"'{Show(json)}' is not a valid string");
        if (!TryGetString(json, out var text) || text.Contains('\0'))
            return Reason("the text is not valid Unicode without NUL");
        if (text.Length > max)
            return Reason($"'{text[..Math.Min(text.Length, 64)]}{(text.Length > 64 ? "…" : "")}' exceeds maximum length of {max}");
        if (text.Length < min)
            return Reason(min == 1 ? $"'{text}' Blank strings are not permitted" : $"'{text}' is shorter than {min} characters");
        return Check?.Invoke(text) is { } reason ? Reason(reason) : text;
    }

    public override void Write(Utf8JsonWriter writer, string value) => writer.WriteStringValue(value);

    public override bool Matches(string value, string text) => value == text;

    public override int Compare(string? left, string? right) => string.CompareOrdinal(left, right);

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "string");
        if (Format is not null)
            writer.WriteString("format", Format);
        if (min > 0)
            writer.WriteNumber("minLength", min);
        if (max < int.MaxValue)
            writer.WriteNumber("maxLength", max);
        writer.WriteEndObject();
    }

    // An unpaired surrogate escape is valid JSON but no text; the reader throws on it.
    private static bool TryGetString(JsonElement json, out string text)
    {
        try
        {
            text = json.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }
}
