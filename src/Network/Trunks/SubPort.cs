namespace Naru.Network.Trunks;

/// <summary>A port whose frames ride on a trunk's parent port, with a tag of their own.</summary>
/// <param name="SegmentationType"><c>vlan</c>; in a request also <c>inherit</c>: the VLAN of the port's own network.</param>
/// <param name="SegmentationId">The VLAN id that the instance sees; null in a request that leaves it to the network.</param>
public sealed record SubPort(string PortId, string? SegmentationType = null, long? SegmentationId = null)
{
    public const string Vlan = "vlan";
    public const string Inherit = "inherit";
}
