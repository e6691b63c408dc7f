using Naru.Rest;

namespace Naru.Network.SegmentRanges;

/// <summary>Segmentation ids that networks may get by themselves: of one project, or of all.</summary>
public sealed record SegmentRange : StandardResource
{
    public string Name { get; init; } = "";

    /// <summary>It is the deployment's configuration and cannot be changed here.</summary>
    public bool IsDefault { get; init; }

    /// <summary>For every project; it has no owner then.</summary>
    public bool Shared { get; init; } = true;

    /// <summary><c>vlan</c>, <c>vxlan</c>, <c>gre</c> or <c>geneve</c>.</summary>
    public string NetworkType { get; init; } = "";

    /// <summary>Of VLANs; empty for the others.</summary>
    public string PhysicalNetwork { get; init; } = "";

    public long Minimum { get; init; }

    public long Maximum { get; init; }
}
