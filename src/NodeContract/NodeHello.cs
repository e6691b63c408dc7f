using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>What a node says of itself when it attaches.</summary>
/// <param name="Host">Its name; ports are bound to it by this name.</param>
/// <param name="Mechanism">The mechanism driver it belongs to: <c>openvswitch</c>, <c>linuxbridge</c> or <c>ovn</c>.</param>
/// <param name="TunnelAddress">Where its tunnels end; null: it takes no part in tunnel networks.</param>
/// <param name="TunnelTypes">Tunnel types it can carry, such as <c>vxlan</c>.</param>
/// <param name="BridgeMappings">Physical network to bridge; to card, with Linux bridges.</param>
/// <param name="Firewall"><c>hybrid</c>, <c>openflow</c>, <c>nftables</c> or <c>none</c>.</param>
/// <param name="DatapathType"><c>system</c> or <c>netdev</c>.</param>
/// <param name="Roles">Services it offers besides wiring ports.</param>
public sealed record NodeHello(
    string Host,
    string Version,
    string Mechanism,
    IpAddress? TunnelAddress,
    EquatableList<string> TunnelTypes,
    EquatableList<BridgeMapping> BridgeMappings,
    string Firewall,
    string DatapathType,
    EquatableList<NodeRole> Roles,
    string AvailabilityZone)
{
    /// <summary>Null: it runs no instances.</summary>
    public NodeHypervisor? Hypervisor { get; init; }

    /// <summary>Network types that the host's kernel cannot carry, though its mechanism does.</summary>
    public EquatableList<NodeLack> Lacks { get; init; }

    /// <summary>Nothing is wired: the host only says what a real one would.</summary>
    public bool IsSimulated { get; init; }
}
