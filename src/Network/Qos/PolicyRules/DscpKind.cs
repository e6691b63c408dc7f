using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Values;

namespace Naru.Network.Qos.PolicyRules;

/// <summary>One of <see cref="QosRuleFields.DscpMarks"/>.</summary>
internal sealed class DscpKind : ValueKind<long>
{
    private static readonly IntegerKind Number = Kinds.Integer();

    public override Result<long> Read(JsonElement json) => Number.Read(json).Then<long>(static number => QosRuleFields.DscpMarks.Any(mark => mark == number)
        ? number
        : Reason($"{number} is not in [{string.Join(", ", QosRuleFields.DscpMarks)}]"));

    public override void Write(Utf8JsonWriter writer, long value) => Number.Write(writer, value);

    public override bool Matches(long value, string text) => Number.Matches(value, text);

    public override bool IsQueryable(string text) => Number.IsQueryable(text);

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "integer");
        writer.WriteStartArray("enum");
        foreach (var mark in QosRuleFields.DscpMarks)
            writer.WriteNumberValue(mark);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
