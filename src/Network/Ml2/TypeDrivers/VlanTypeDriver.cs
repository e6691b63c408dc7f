using Naru.Network.SegmentRanges;
using Naru.Network.Segments;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Ml2.TypeDrivers;

/// <summary>A VLAN of a physical network (IEEE 802.1Q).</summary>
public sealed class VlanTypeDriver(NetworkOptions options) : ITypeDriver
{
    public const string TypeName = "vlan";
    public const long MaxVlan = 4094;
    private const long MinVlan = 1;

    public string Name => TypeName;

    public Result<SegmentRequest> Reserve(IStateReader state, string projectId, SegmentRequest wanted)
    {
        if (wanted.PhysicalNetwork is { } physical)
        {
            if (!PhysicalNetworks(state).Contains(physical))
                return NetworkErrors.InvalidInput($"physical_network '{physical}' unknown for VLAN provider network");
            if (wanted.SegmentationId is not { } vlan)
                return Lowest(state, physical, projectId) is { } free ? free : NetworkExhausted();
            if (vlan is < MinVlan or > MaxVlan)
                return NetworkErrors.InvalidInput($"segmentation_id out of range ({MinVlan} through {MaxVlan})");
            return SegmentTable.ByNumber.Contains(state, new SegmentPool(Name, physical), vlan)
                ? Error.Conflict("VlanIdInUse", $"Unable to create the network. The VLAN {vlan} on physical network {physical} is in use.")
                : wanted;
        }
        if (wanted.SegmentationId is not null)
            return NetworkErrors.InvalidInput("segmentation_id requires physical_network for VLAN provider network");
        return Allocate(state, projectId) is { } any ? any : NetworkExhausted();
    }

    public SegmentRequest? Allocate(IStateReader state, string projectId)
    {
        foreach (var physical in PhysicalNetworks(state))
        {
            if (Lowest(state, physical, projectId) is { } free)
                return free;
        }
        return null;
    }

    public int MtuOf(string? physicalNetwork) => PhysicalMtus.Of(options, physicalNetwork);

    // Those of the configuration, also such as give no ids by themselves, and those that ranges were made for.
    private IEnumerable<string> PhysicalNetworks(IStateReader state) =>
        options.VlanRanges.Select(range => range.PhysicalNetwork).Union(SegmentNumbers.PhysicalNetworks(state, Name));

    private SegmentRequest? Lowest(IStateReader state, string physical, string projectId) =>
        SegmentNumbers.Lowest(state, new SegmentPool(Name, physical), projectId) is { } free ? new SegmentRequest(Name, physical, free) : null;

    private static Error NetworkExhausted() => TypeDriverSet.NoNetworkAvailable;
}
