namespace Naru.Network.Ml2.TypeDrivers;

/// <summary>VXLAN (RFC 7348): UDP 8, VXLAN 8, inner Ethernet 14 = 30 bytes before the outer IP header.</summary>
public sealed class VxlanTypeDriver(NetworkOptions options) : TunnelTypeDriver("vxlan", (1 << 24) - 1, 30, options);
