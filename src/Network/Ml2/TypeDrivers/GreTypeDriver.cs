namespace Naru.Network.Ml2.TypeDrivers;

/// <summary>GRE with a key (RFC 2890): GRE 8, inner Ethernet 14 = 22 bytes before the outer IP header.</summary>
public sealed class GreTypeDriver(NetworkOptions options) : TunnelTypeDriver("gre", uint.MaxValue, 22, options);
