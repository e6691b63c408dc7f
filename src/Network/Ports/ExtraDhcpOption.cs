namespace Naru.Network.Ports;

/// <summary>A DHCP option for one port.</summary>
/// <param name="Name">A name as dnsmasq knows it, or a number.</param>
/// <param name="Value">Null in an update removes the option.</param>
/// <param name="IpVersion">4 or 6.</param>
public sealed record ExtraDhcpOption(string Name, string? Value, int IpVersion = 4);
