using System.Text.Json;
using Naru.Primitives;

namespace Naru.Rest.Values;

/// <summary>One of a few words.</summary>
public sealed class ChoiceKind(params string[] choices) : ValueKind<string>
{
    /// <summary>Accept other letter cases and keep the declared spelling.</summary>
    public bool AnyCase { get; init; }

    public override Result<string> Read(JsonElement json)
    {
        if (json.ValueKind is JsonValueKind.String)
        {
            var text = json.GetString()!;
            var comparison = AnyCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
            foreach (var choice in choices)
            {
                if (choice.Equals(text, comparison))
                    return choice;
            }
        }
        return Reason($"'{Show(json)}' is not in [{string.Join(", ", choices.Select(choice => $"'{choice}'"))}]");
    }

    public override void Write(Utf8JsonWriter writer, string value) => writer.WriteStringValue(value);

    public override bool Matches(string value, string text) => value == text;

    public override int Compare(string? left, string? right) => string.CompareOrdinal(left, right);

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "string");
        writer.WriteStartArray("enum");
        foreach (var choice in choices)
            writer.WriteStringValue(choice);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
