using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>A network that has something on this host: a bound port, its DHCP, or a router's interface.</summary>
/// <param name="Mtu">Largest IP packet in octets.</param>
/// <param name="DhcpPortId">The port of the DHCP service when this host serves it for the network; null otherwise.</param>
/// <param name="IsExternal">Router gateways and floating addresses live on it.</param>
public sealed record NodeNetwork(
    string Id,
    string Name,
    string ProjectId,
    int Mtu,
    Segment Segment,
    EquatableList<NodeSubnet> Subnets,
    string DnsDomain,
    string? DhcpPortId,
    bool IsExternal) : INodeObject
{
    public string Key => Id;
}
