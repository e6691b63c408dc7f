using System.Globalization;
using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Style;
using Naru.Rest.Values;

namespace Naru.Identity;

/// <summary>An instant as the Identity API writes it: UTC with microseconds.</summary>
/// <param name="suffix">What follows the digits: <c>Z</c>, or nothing where the API has none.</param>
internal sealed class TimeKind(string suffix = "") : ValueKind<DateTimeOffset>
{
    public override Result<DateTimeOffset> Read(JsonElement json) =>
        json.ValueKind is JsonValueKind.String && TryParse(json.GetString()!, out var time)
            ? time
            : Reason($"'{Show(json)}' is not a time: expected one such as 2026-01-31T12:00:00.000000Z");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value) => writer.WriteStringValue(Format(value, suffix));

    public override bool Matches(DateTimeOffset value, string text) => TryParse(text, out var time) && time == value;

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "string");
        writer.WriteString("format", "date-time");
        writer.WriteEndObject();
    }

    public static string Format(DateTimeOffset time, string suffix) =>
        Times.Exact(time) + suffix;

    private static bool TryParse(string text, out DateTimeOffset time) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
