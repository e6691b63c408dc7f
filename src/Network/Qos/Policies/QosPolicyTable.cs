using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Qos.Policies;

/// <summary>Where QoS policies are stored.</summary>
public static class QosPolicyTable
{
    public static readonly Table<QosPolicy> Table = new("qos_policies", QosPolicyJson.Default.QosPolicy);
    public static readonly Index<QosPolicy, string> ByProject = Table.IndexBy("project", policy => policy.ProjectId);

    /// <summary>The default policies, by project: one each.</summary>
    public static readonly Index<QosPolicy, string> DefaultOf = Table.IndexBy("default", policy => policy.IsDefault ? policy.ProjectId : null);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(QosPolicy))]
internal sealed partial class QosPolicyJson : JsonSerializerContext;
