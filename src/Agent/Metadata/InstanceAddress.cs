using Naru.Primitives;

namespace Naru.Agent.Metadata;

/// <summary>A fixed address of a port with what its subnet says.</summary>
public sealed record InstanceAddress(IpAddress Address, IpPrefix Subnet)
{
    public IpAddress? Gateway { get; init; }

    public EquatableList<IpAddress> DnsServers { get; init; }

    /// <summary>Whether the subnet hands the address out by DHCP; otherwise the instance configures it by itself.</summary>
    public bool Dhcp { get; init; } = true;
}
