using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.FloatingIps;

/// <summary>Where floating IPs are stored.</summary>
public static class FloatingIpTable
{
    public static readonly Table<FloatingIp> Table = new("floatingips", FloatingIpJson.Default.FloatingIp);
    public static readonly Index<FloatingIp, string> ByProject = Table.IndexBy("project", floating => floating.ProjectId);
    public static readonly Index<FloatingIp, string> ByPort = Table.IndexBy("port", floating => floating.PortId);
    public static readonly Index<FloatingIp, string> ByRouter = Table.IndexBy("router", floating => floating.RouterId);
    public static readonly Index<FloatingIp, string> ByNetwork = Table.IndexBy("network", floating => floating.FloatingNetworkId);
    public static readonly Index<FloatingIp, string> ByQosPolicy = Table.IndexBy("qos_policy", floating => floating.QosPolicyId);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(FloatingIp))]
internal sealed partial class FloatingIpJson : JsonSerializerContext;
