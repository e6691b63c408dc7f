namespace Naru.Network.Ml2.TypeDrivers;

/// <summary>Geneve without options (RFC 8926): UDP 8, Geneve 8, inner Ethernet 14 = 30 bytes before the outer IP header.</summary>
public sealed class GeneveTypeDriver(NetworkOptions options) : TunnelTypeDriver("geneve", (1 << 24) - 1, 30, options);
