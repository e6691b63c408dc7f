using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Values;

namespace Naru.Network.Qos.PolicyRules;

/// <summary>The rules as a policy shows them: each with its type and the attributes of that type.</summary>
internal sealed class QosRuleListKind : ValueKind<EquatableList<QosRule>>
{
    public override Result<EquatableList<QosRule>> Read(JsonElement json) => Reason("rules have collections of their own below the policy");

    public override void Write(Utf8JsonWriter writer, EquatableList<QosRule> value)
    {
        writer.WriteStartArray();
        foreach (var rule in value)
        {
            writer.WriteStartObject();
            writer.WriteString("id", rule.Id);
            writer.WriteString("qos_policy_id", rule.PolicyId);
            writer.WriteString("type", QosRuleWords.Of(rule.Type).Word);
            WriteValues(writer, rule);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    public override bool Matches(EquatableList<QosRule> value, string text) => false;

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "array");
        writer.WriteStartObject("items");
        writer.WriteString("type", "object");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter writer, QosRule rule)
    {
        var type = QosRuleWords.Of(rule.Type);
        if (type.Rate is not { } rate)
        {
            writer.WriteNumber("dscp_mark", rule.DscpMark);
            return;
        }
        writer.WriteNumber(rate, rule.Rate);
        if (type.Burst is { } burst)
            writer.WriteNumber(burst, rule.Burst);
        writer.WriteString("direction", QosRuleFields.Word(rule.Direction));
    }
}
