using Naru.Primitives;
using Naru.Protocols.Packets.Dhcp;

namespace Naru.Agent.Dhcp;

/// <summary>What the clients of one IPv4 subnet are told.</summary>
public sealed record DhcpSubnet
{
    public required IpPrefix Cidr { get; init; }

    /// <summary>The address of the DHCP port in this subnet: what clients know the server by.</summary>
    public required IpAddress ServerAddress { get; init; }

    /// <summary>The default router; null for a subnet without one.</summary>
    public IpAddress? Gateway { get; init; }

    /// <summary>The resolvers, in order. Empty: the DHCP port itself.</summary>
    public EquatableList<IpAddress> DnsServers { get; init; }

    public EquatableList<DhcpRoute> HostRoutes { get; init; }

    /// <summary>Whether 169.254.169.254 is reached through the DHCP port, because no router answers for it.</summary>
    public bool MetadataAtDhcpPort { get; init; }
}
