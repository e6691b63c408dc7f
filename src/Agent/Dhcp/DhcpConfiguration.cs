using Naru.Primitives;

namespace Naru.Agent.Dhcp;

/// <summary>What the DHCP server of one network knows: an immutable view, replaced as a whole.</summary>
public sealed record DhcpConfiguration
{
    /// <summary>The MAC address of the DHCP port, which answers come from.</summary>
    public required MacAddress ServerMac { get; init; }

    public required EquatableList<DhcpSubnet> Subnets { get; init; }

    /// <summary>All that get an answer; a client that is not among them gets none.</summary>
    public EquatableList<DhcpReservation> Reservations { get; init; }

    /// <summary>The MTU of the network, which clients are told.</summary>
    public int MtuBytes { get; init; } = 1500;

    public string DomainName { get; init; } = "";

    /// <summary>Neutron's default: a day. Addresses are fixed, so a lease only says when the client asks again.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(86400);

    /// <summary>The subnet an address is in; null for one of other networks.</summary>
    public DhcpSubnet? SubnetOf(IpAddress address) => Subnets.Items.FirstOrDefault(subnet => subnet.Cidr.Contains(address));
}
