using Naru.NodeContract;

namespace Naru.Agent.Underlay;

/// <summary>What the way between hosts has to carry.</summary>
public static class UnderlayNeeds
{
    // The inner Ethernet header and what each tunnel puts between it and the outer IP header, as Neutron counts it.
    private const int VxlanBytes = 30;
    private const int GeneveBytes = 30;
    private const int GreBytes = 22;

    /// <summary>The IP packet that a full frame of the largest tunnel network becomes, in bytes; 0 where there is none.</summary>
    public static int Mtu(NodeView view, bool isV6) => view.Networks.Where(network => network.Segment.IsTunnel)
        .Select(network => network.Mtu + Around(network.Segment.Type) + HeaderBytes(isV6)).DefaultIfEmpty(0).Max();

    /// <summary>Of the outer IP header.</summary>
    public static int HeaderBytes(bool isV6) => isV6 ? 40 : 20;

    private static int Around(SegmentType type) => type switch
    {
        SegmentType.Gre => GreBytes,
        SegmentType.Geneve => GeneveBytes,
        _ => VxlanBytes,
    };
}
