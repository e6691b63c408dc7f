namespace Naru.Agent.Dhcp;

/// <summary>An entry of <c>extra_dhcp_opts</c>: a name that dnsmasq knows, or a number, and a value in text form.</summary>
public readonly record struct DhcpExtraOption(string Name, string Value);
