using Naru.Primitives;

namespace Naru.Agent.Dhcp;

/// <summary>One fixed IPv4 address of a port. A port with several has a reservation for each, in the order of the port.</summary>
public sealed record DhcpReservation(MacAddress Mac, IpAddress Address)
{
    /// <summary>Such as <c>host-192-168-50-5</c>; empty for none.</summary>
    public string HostName { get; init; } = "";

    /// <summary>The port's <c>extra_dhcp_opts</c> of IPv4. They win over what the subnet says.</summary>
    public EquatableList<DhcpExtraOption> ExtraOptions { get; init; }
}
