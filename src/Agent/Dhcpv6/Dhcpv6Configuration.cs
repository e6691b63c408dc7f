using Naru.Primitives;
using Naru.Protocols.Packets.Dhcpv6;

namespace Naru.Agent.Dhcpv6;

/// <summary>What the DHCPv6 server of one network knows: an immutable view, replaced as a whole.</summary>
public sealed record Dhcpv6Configuration
{
    /// <summary>The MAC address of the DHCP port, which the server is known by.</summary>
    public required MacAddress ServerMac { get; init; }

    /// <summary>Those with DHCPv6, stateful or stateless.</summary>
    public EquatableList<Dhcpv6Subnet> Subnets { get; init; }

    /// <summary>All that get an answer; a client that is not among them gets none.</summary>
    public EquatableList<Dhcpv6Client> Clients { get; init; }

    public string DomainName { get; init; } = "";

    /// <summary>Neutron's default: a day. Addresses are fixed, so a lease only says when the client asks again.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(86400);

    public EquatableList<byte> ServerId => Duid.Of(ServerMac);

    public bool IsOnLink(IpAddress address) => Subnets.Items.Any(subnet => subnet.Cidr.Contains(address));
}
