namespace Naru.NodeContract;

/// <summary>The segment that carries a network.</summary>
/// <param name="PhysicalNetwork">For flat and VLAN: the name that hosts map to a bridge.</param>
/// <param name="SegmentationId">VLAN id (1 to 4094), VNI (24 bits) or GRE key (32 bits); 0 for local and flat.</param>
public sealed record Segment(SegmentType Type, string? PhysicalNetwork, uint SegmentationId)
{
    public bool IsTunnel => Type is SegmentType.Vxlan or SegmentType.Gre or SegmentType.Geneve;
}
