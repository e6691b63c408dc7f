using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.PortForwardings;

/// <summary>Where port forwardings are stored.</summary>
public static class PortForwardingTable
{
    public static readonly Table<PortForwarding> Table = new("port_forwardings", PortForwardingJson.Default.PortForwarding);
    public static readonly Index<PortForwarding, string> ByFloatingIp = Table.IndexBy("floatingip", forwarding => forwarding.FloatingIpId);
    public static readonly Index<PortForwarding, string> ByRouter = Table.IndexBy("router", forwarding => forwarding.RouterId);
    public static readonly Index<PortForwarding, string> ByPort = Table.IndexBy("port", forwarding => forwarding.InternalPortId);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(PortForwarding))]
internal sealed partial class PortForwardingJson : JsonSerializerContext;
