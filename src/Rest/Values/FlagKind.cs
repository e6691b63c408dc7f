using System.Text.Json;
using Naru.Primitives;

namespace Naru.Rest.Values;

/// <summary>A boolean; the spellings that OpenStack clients use are understood (<c>"True"</c>, <c>1</c>, <c>"off"</c> …).</summary>
public sealed class FlagKind : ValueKind<bool>
{
    /// <summary>Only JSON's own <c>true</c> and <c>false</c> in bodies; filters understand all spellings.</summary>
    public bool JsonOnly { get; init; }

    public override Result<bool> Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when !JsonOnly && TryParse(json.GetString()!, out var flag) => flag,
        JsonValueKind.Number when !JsonOnly && json.TryGetInt32(out var number) && number is 0 or 1 => number == 1,
        _ => Reason($"'{Show(json)}' cannot be converted to boolean"),
    };

    public override void Write(Utf8JsonWriter writer, bool value) => writer.WriteBooleanValue(value);

    public override bool Matches(bool value, string text) => TryParse(text, out var flag) && flag == value;

    public override bool IsQueryable(string text) => TryParse(text, out _);

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "boolean");
        writer.WriteEndObject();
    }

    /// <summary>Reads the words for true and false, in any case.</summary>
    public static bool TryParse(string text, out bool flag)
    {
        flag = text.ToLowerInvariant() is "true" or "1" or "yes" or "on" or "t" or "y";
        return flag || text.ToLowerInvariant() is "false" or "0" or "no" or "off" or "f" or "n";
    }
}
