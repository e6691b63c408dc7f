using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Qos.PolicyRules;

/// <summary>Where the rules of QoS policies are stored, of all types.</summary>
public static class QosRuleTable
{
    public static readonly Table<QosRule> Table = new("qos_rules", QosRuleJson.Default.QosRule);
    public static readonly Index<QosRule, string> ByPolicy = Table.IndexBy("policy", rule => rule.PolicyId);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(QosRule))]
internal sealed partial class QosRuleJson : JsonSerializerContext;
