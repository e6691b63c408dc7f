namespace Naru.Network;

/// <summary>The MTU of a physical network in bytes.</summary>
public sealed record PhysicalMtu(string PhysicalNetwork, int Mtu);
