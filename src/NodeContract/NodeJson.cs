using System.Text.Json.Serialization;
using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>The messages as JSON.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(EquatableListJson<NodeNetwork>),
        typeof(EquatableListJson<NodePort>),
        typeof(EquatableListJson<NodeSubPort>),
        typeof(EquatableListJson<NodeSecurityGroup>),
        typeof(EquatableListJson<NodeMemberUpdate>),
        typeof(EquatableListJson<NodeRouter>),
        typeof(EquatableListJson<NodePeer>),
        typeof(EquatableListJson<NodeLog>),
        typeof(EquatableListJson<NodeLocalIp>),
        typeof(EquatableListJson<NodeInstance>),
        typeof(EquatableListJson<NodeInstanceState>),
        typeof(EquatableListJson<NodeInstanceVolume>),
        typeof(EquatableListJson<NodeKeyValue>),
        typeof(EquatableListJson<int>),
        typeof(EquatableListJson<NodeSubnet>),
        typeof(EquatableListJson<NodeRoute>),
        typeof(EquatableListJson<NodeAddress>),
        typeof(EquatableListJson<NodeAddressPair>),
        typeof(EquatableListJson<NodeDhcpOption>),
        typeof(EquatableListJson<NodeSecurityGroupRule>),
        typeof(EquatableListJson<NodeFloatingIp>),
        typeof(EquatableListJson<NodePortForwarding>),
        typeof(EquatableListJson<NodeConntrackHelper>),
        typeof(EquatableListJson<NodeMeteringLabel>),
        typeof(EquatableListJson<NodeMeteringRule>),
        typeof(EquatableListJson<NodeMeter>),
        typeof(EquatableListJson<BridgeMapping>),
        typeof(EquatableListJson<NodeRole>),
        typeof(EquatableListJson<NodeLack>),
        typeof(EquatableListJson<NodeTunnel>),
        typeof(EquatableListJson<NodeQuestion>),
        typeof(EquatableListJson<NodeAnswer>),
        typeof(EquatableListJson<Observation>),
        typeof(EquatableListJson<IpAddress>),
        typeof(EquatableListJson<IpPrefix>),
        typeof(EquatableListJson<string>),
    ])]
[JsonSerializable(typeof(NodeUpdate))]
[JsonSerializable(typeof(NodeInstance))]
[JsonSerializable(typeof(NodeReport))]
[JsonSerializable(typeof(NodeBeat))]
[JsonSerializable(typeof(NodeContentName))]
[JsonSerializable(typeof(NodeContentReceipt))]
[JsonSerializable(typeof(NodeLease))]
public sealed partial class NodeJson : JsonSerializerContext;
