using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>A router that this host serves. Its ports and their networks are in the view as well.</summary>
/// <param name="GatewayPortId">The port on the external network; null: no gateway.</param>
/// <param name="InterfacePortIds">The ports on internal networks.</param>
/// <param name="EnableSnat">Translate the source of what leaves through the gateway without a floating IP.</param>
public sealed record NodeRouter(
    string Id,
    string Name,
    string ProjectId,
    bool AdminStateUp,
    bool EnableSnat,
    string? GatewayPortId,
    EquatableList<string> InterfacePortIds,
    EquatableList<NodeRoute> Routes,
    EquatableList<NodeFloatingIp> FloatingIps) : INodeObject
{
    /// <summary>Of what leaves and enters with the address of the gateway; null: no policy.</summary>
    public NodeQos? GatewayQos { get; init; }

    public string Key => Id;

    /// <summary>The ports of gateways beside the first one.</summary>
    public EquatableList<string> MoreGatewayPortIds { get; init; }

    /// <summary>The default routes of all gateways are used at once, each flow by one of them.</summary>
    public bool EnableDefaultRouteEcmp { get; init; }

    public EquatableList<NodePortForwarding> PortForwardings { get; init; }

    public EquatableList<NodeConntrackHelper> ConntrackHelpers { get; init; }

    public EquatableList<NodeMeteringLabel> MeteringLabels { get; init; }

    /// <summary>Only inner IPv6 addresses among <see cref="NdpProxies"/> are reached from outside, by the router answering for them there.</summary>
    public bool EnableNdpProxy { get; init; }

    public EquatableList<IpAddress> NdpProxies { get; init; }

    /// <summary>It is on every host that has ports of its networks, with the same addresses everywhere.</summary>
    public bool IsDistributed { get; init; }

    /// <summary>Of a distributed router: the host through which instances without a floating IP get out; null: none.</summary>
    public string? SnatHost { get; init; }

    /// <summary>Of a distributed router: the ports of <see cref="SnatHost"/> on its internal networks.</summary>
    public EquatableList<string> SnatPortIds { get; init; }

    /// <summary>Of a distributed router: this host's port on the external network, for floating IPs of its instances.</summary>
    public string? AgentGatewayPortId { get; init; }

    /// <summary>Of a distributed router: floating IPs that no host of their own can serve, translated on <see cref="SnatHost"/>.</summary>
    public EquatableList<NodeFloatingIp> CentralFloatingIps { get; init; }

    /// <summary>Of a highly available router: who serves it, and who may be next; null: one host alone.</summary>
    public NodeElection? Election { get; init; }
}
