using System.Globalization;
using System.Text.Json;
using Naru.Primitives;

namespace Naru.Rest.Values;

/// <summary>A whole number in a range; digits in a string are accepted, as the APIs do.</summary>
public sealed class IntegerKind(long min, long max) : ValueKind<long>
{
    /// <summary>The API shows the digits as a string, as Neutron does with the prefix lengths of subnet pools.</summary>
    public bool ShowsText { get; init; }

    public override Result<long> Read(JsonElement json)
    {
        long number;
        switch (json.ValueKind)
        {
            case JsonValueKind.Number when json.TryGetInt64(out number):
            case JsonValueKind.String when long.TryParse(json.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number):
                break;
            default:
                return Reason($"'{Show(json)}' is not an integer");
        }
        if (number < min)
            return Reason($"'{number}' is too small - must be at least '{min}'");
        return number > max ? Reason($"'{number}' is too large - must be no larger than '{max}'") : number;
    }

    public override void Write(Utf8JsonWriter writer, long value)
    {
        if (ShowsText)
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        else
            writer.WriteNumberValue(value);
    }

    public override bool Matches(long value, string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number == value;

    public override bool IsQueryable(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", ShowsText ? "string" : "integer");
        if (min > long.MinValue)
            writer.WriteNumber("minimum", min);
        if (max < long.MaxValue)
            writer.WriteNumber("maximum", max);
        writer.WriteEndObject();
    }
}
