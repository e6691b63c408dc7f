namespace Naru.NodeContract;

/// <summary>An entry of a port's <c>extra_dhcp_opts</c>. A null value takes a default option away.</summary>
public sealed record NodeDhcpOption(string Name, string? Value, int IpVersion);
