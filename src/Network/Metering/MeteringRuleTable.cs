using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Metering;

/// <summary>Where metering rules are stored.</summary>
public static class MeteringRuleTable
{
    public static readonly Table<MeteringRule> Table = new("metering_label_rules", MeteringRuleJson.Default.MeteringRule);
    public static readonly Index<MeteringRule, string> ByLabel = Table.IndexBy("label", rule => rule.LabelId);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(MeteringRule))]
internal sealed partial class MeteringRuleJson : JsonSerializerContext;
