using Naru.Agent.Dhcp;
using Naru.Primitives;

namespace Naru.Agent.Dhcpv6;

/// <summary>A port as DHCPv6 knows it.</summary>
/// <param name="Addresses">What it is given; none where addresses are made by the hosts themselves.</param>
public sealed record Dhcpv6Client(MacAddress Mac, EquatableList<IpAddress> Addresses)
{
    /// <summary>The port's <c>extra_dhcp_opts</c> of IPv6. They win over what the subnet says.</summary>
    public EquatableList<DhcpExtraOption> ExtraOptions { get; init; }
}
