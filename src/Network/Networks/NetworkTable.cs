using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Networks;

/// <summary>Where networks are stored.</summary>
public static class NetworkTable
{
    public static readonly Table<VirtualNetwork> Table = new("networks", NetworkJson.Default.VirtualNetwork);
    public static readonly Index<VirtualNetwork, string> ByProject = Table.IndexBy("project", network => network.ProjectId);
    public static readonly Index<VirtualNetwork, string> ByQosPolicy = Table.IndexBy("qos_policy", network => network.QosPolicyId);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(VirtualNetwork))]
internal sealed partial class NetworkJson : JsonSerializerContext;
