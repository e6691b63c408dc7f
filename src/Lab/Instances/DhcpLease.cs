namespace Naru.Lab.Instances;

/// <summary>What an instance was told by DHCP.</summary>
/// <param name="Address">With its prefix length: <c>192.168.50.7/24</c>.</param>
/// <param name="Router">Empty when there is none.</param>
/// <param name="Mtu">In bytes; null when the server did not say.</param>
/// <param name="Server">The address of the DHCP server.</param>
public sealed record DhcpLease(string Address, string Router, IReadOnlyList<string> Dns, int? Mtu, string Server);
