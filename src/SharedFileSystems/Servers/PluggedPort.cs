namespace Naru.SharedFileSystems.Servers;

/// <summary>A port that was made for a share server, and what its network is like.</summary>
internal sealed record PluggedPort(string PortId, string Address, string NetworkType, long? SegmentationId, string Cidr, string? Gateway, int Mtu);
