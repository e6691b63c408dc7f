using Naru.Primitives;

namespace Naru.Agent.Dhcpv6;

/// <summary>What the clients of one IPv6 subnet are told.</summary>
public sealed record Dhcpv6Subnet(IpPrefix Cidr)
{
    /// <summary>The resolvers, in order: those of the subnet, or the DHCP port itself.</summary>
    public EquatableList<IpAddress> DnsServers { get; init; }
}
