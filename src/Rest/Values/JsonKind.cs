using System.Text.Json;
using Naru.Primitives;

namespace Naru.Rest.Values;

/// <summary>A JSON object that is kept as it came (binding profiles, extra properties).</summary>
public sealed class JsonKind(int maxLength = 65_535) : ValueKind<string>
{
    public override Result<string> Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => "{}",
        JsonValueKind.Object when json.GetRawText().Length <= maxLength => json.GetRawText(),
        JsonValueKind.Object => Reason($"the dictionary is larger than {maxLength} characters"),
        _ => Reason($"'{Show(json)}' is not a dictionary"),
    };

    public override void Write(Utf8JsonWriter writer, string value) => writer.WriteRawValue(value.Length == 0 ? "{}" : value);

    public override bool Matches(string value, string text) => value == text;

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "object");
        writer.WriteEndObject();
    }
}
