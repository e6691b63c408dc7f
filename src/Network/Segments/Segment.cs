using Naru.Rest;

namespace Naru.Network.Segments;

/// <summary>One piece of layer 2 that a network is made of: a VLAN of a physical network, a VXLAN, …</summary>
public sealed record Segment : StandardResource
{
    public string? Name { get; init; }

    public string NetworkId { get; init; } = "";

    /// <summary><c>local</c>, <c>flat</c>, <c>vlan</c>, <c>vxlan</c>, <c>gre</c> or <c>geneve</c>.</summary>
    public string NetworkType { get; init; } = "";

    /// <summary>The physical network of a <c>flat</c> or <c>vlan</c> segment.</summary>
    public string? PhysicalNetwork { get; init; }

    /// <summary>VLAN id, VNI or GRE key; null for <c>local</c> and <c>flat</c>.</summary>
    public long? SegmentationId { get; init; }

    /// <summary>Its place among the segments of the network; the first is the one of the <c>provider:</c> attributes.</summary>
    public int Position { get; init; }
}
