using Naru.Network.Ipam;
using Naru.Network.Segments;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Ml2.TypeDrivers;

/// <summary>A VLAN of a physical network (IEEE 802.1Q).</summary>
public sealed class VlanTypeDriver(NetworkOptions options) : ITypeDriver
{
    private const long MinVlan = 1;
    private const long MaxVlan = 4094;

    public string Name => "vlan";

    public Result<SegmentRequest> Reserve(IStateReader state, SegmentRequest wanted)
    {
        if (wanted.PhysicalNetwork is { } physical)
        {
            if (!options.VlanRanges.Items.Any(range => range.PhysicalNetwork == physical))
                return NetworkErrors.InvalidInput($"physical_network '{physical}' unknown for VLAN provider network");
            if (wanted.SegmentationId is not { } vlan)
                return Lowest(state, physical) is { } free ? free : NetworkExhausted();
            if (vlan is < MinVlan or > MaxVlan)
                return NetworkErrors.InvalidInput($"segmentation_id out of range ({MinVlan} through {MaxVlan})");
            return SegmentTable.ByNumber.Contains(state, new SegmentPool(Name, physical), vlan)
                ? Error.Conflict("VlanIdInUse", $"Unable to create the network. The VLAN {vlan} on physical network {physical} is in use.")
                : wanted;
        }
        if (wanted.SegmentationId is not null)
            return NetworkErrors.InvalidInput("segmentation_id requires physical_network for VLAN provider network");
        return Allocate(state) is { } any ? any : NetworkExhausted();
    }

    public SegmentRequest? Allocate(IStateReader state)
    {
        foreach (var physical in options.VlanRanges.Items.Select(range => range.PhysicalNetwork).Distinct())
        {
            if (Lowest(state, physical) is { } free)
                return free;
        }
        return null;
    }

    public int MtuOf(string? physicalNetwork) => PhysicalMtus.Of(options, physicalNetwork);

    private SegmentRequest? Lowest(IStateReader state, string physical)
    {
        var pool = new SegmentPool(Name, physical);
        foreach (var range in options.VlanRanges)
        {
            if (range.PhysicalNetwork == physical && range.First <= range.Last
                && FreeNumbers.Lowest((UInt128)range.First, (UInt128)range.Last, id => SegmentTable.ByNumber.CountUpTo(state, pool, (long)id)) is { } free)
            {
                return new SegmentRequest(Name, physical, (long)free);
            }
        }
        return null;
    }

    private static Error NetworkExhausted() => TypeDriverSet.NoNetworkAvailable;
}
