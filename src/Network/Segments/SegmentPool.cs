namespace Naru.Network.Segments;

/// <summary>A space of segmentation ids: tunnels have one a type, VLANs one a physical network.</summary>
public readonly record struct SegmentPool(string NetworkType, string? PhysicalNetwork);
