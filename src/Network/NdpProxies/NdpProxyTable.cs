using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.NdpProxies;

/// <summary>Where NDP proxies are stored.</summary>
public static class NdpProxyTable
{
    public static readonly Table<NdpProxy> Table = new("ndp_proxies", NdpProxyJson.Default.NdpProxy);
    public static readonly Index<NdpProxy, string> ByProject = Table.IndexBy("project", proxy => proxy.ProjectId);
    public static readonly Index<NdpProxy, string> ByRouter = Table.IndexBy("router", proxy => proxy.RouterId);
    public static readonly Index<NdpProxy, string> ByPort = Table.IndexBy("port", proxy => proxy.PortId);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(NdpProxy))]
internal sealed partial class NdpProxyJson : JsonSerializerContext;
