using System.Text.Json.Serialization;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Nodes;

/// <summary>Where hosts are stored.</summary>
public static class NodeTable
{
    public static readonly Table<Node> Table = new("nodes", NodeDocumentJson.Default.Node);
    public static readonly UniqueIndex<Node, MacAddress> ByRouterMac = Table.UniqueBy("router_mac", node => node.RouterMac);
}

[JsonSourceGenerationOptions(Converters =
[
    typeof(EquatableListJson<string>), typeof(EquatableListJson<BridgeMapping>), typeof(EquatableListJson<NodeRole>),
    typeof(EquatableListJson<NodeLack>), typeof(EquatableListJson<NodeTunnel>),
])]
[JsonSerializable(typeof(Node))]
internal sealed partial class NodeDocumentJson : JsonSerializerContext;
