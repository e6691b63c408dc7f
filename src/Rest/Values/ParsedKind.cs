using System.Text.Json;
using Naru.Primitives;

namespace Naru.Rest.Values;

/// <summary>A value with a text form of its own: addresses, blocks, times.</summary>
/// <param name="what">What a text that does not parse is not, such as <c>a valid IP address</c>.</param>
public sealed class ParsedKind<TValue>(string what, string format, ParsedKind<TValue>.Parser parse, Func<TValue, string>? print = null)
    : ValueKind<TValue> where TValue : struct
{
    public delegate bool Parser(string text, out TValue value);

    /// <summary>A further check; returns the reason why the value is refused, or null.</summary>
    public Func<TValue, string?>? Check { get; init; }

    public override Result<TValue> Read(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.String || !parse(json.GetString()!, out var value))
            return Reason($"'{Show(json)}' is not {what}");
        return Check?.Invoke(value) is { } reason ? Reason(reason) : value;
    }

    public override void Write(Utf8JsonWriter writer, TValue value) =>
        writer.WriteStringValue(print is null ? value.ToString() : print(value));

    public override bool Matches(TValue value, string text) => parse(text, out var wanted) && wanted.Equals(value);

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "string");
        writer.WriteString("format", format);
        writer.WriteEndObject();
    }
}
