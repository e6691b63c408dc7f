namespace Naru.Network.Ml2.TypeDrivers;

/// <summary>
/// Geneve (RFC 8926): UDP 8, Geneve 8, inner Ethernet 14 = 30 bytes before the outer IP header, and 8 more for the option in which OVN
/// tells both ends of a packet (ovn-architecture(7)).
/// </summary>
public sealed class GeneveTypeDriver(NetworkOptions options) : TunnelTypeDriver("geneve", (1 << 24) - 1, options.UsesOvn ? 38 : 30, options);
