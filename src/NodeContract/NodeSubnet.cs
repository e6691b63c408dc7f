using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>A subnet, as far as a node needs it.</summary>
/// <param name="Ipv6AddressMode"><c>slaac</c>, <c>dhcpv6-stateful</c>, <c>dhcpv6-stateless</c> or null.</param>
/// <param name="Ipv6RaMode">The same words, for who sends router advertisements; null: not Naru.</param>
public sealed record NodeSubnet(
    string Id,
    IpPrefix Cidr,
    IpAddress? Gateway,
    bool EnableDhcp,
    EquatableList<IpAddress> DnsNameservers,
    EquatableList<NodeRoute> HostRoutes,
    string? Ipv6AddressMode,
    string? Ipv6RaMode);
