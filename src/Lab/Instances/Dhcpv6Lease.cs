using Naru.Primitives;

namespace Naru.Lab.Instances;

/// <summary>What an instance was told by DHCPv6.</summary>
public sealed record Dhcpv6Lease(EquatableList<IpAddress> Addresses, EquatableList<IpAddress> Dns, EquatableList<string> Search);
