namespace Naru.Network.Segments;

/// <summary>A segment as a request describes it; what is null is for the type driver to choose.</summary>
public sealed record SegmentRequest(string? NetworkType = null, string? PhysicalNetwork = null, long? SegmentationId = null);
