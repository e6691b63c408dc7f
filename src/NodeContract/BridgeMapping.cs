namespace Naru.NodeContract;

/// <summary>The bridge through which a host reaches a physical network.</summary>
public sealed record BridgeMapping(string PhysicalNetwork, string Bridge);
