using Naru.Network.SegmentRanges;
using Naru.Network.Segments;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Ml2.TypeDrivers;

/// <summary>Networks in tunnels between the hosts: each has a number on the wire.</summary>
/// <param name="max">The largest number that the encapsulation has.</param>
/// <param name="overhead">Bytes of the encapsulation around the inner IP packet, without the outer IP header.</param>
public abstract class TunnelTypeDriver(string name, long max, int overhead, NetworkOptions options) : ITypeDriver
{
    private const int OuterIpv4 = 20;
    private const int OuterIpv6 = 40;

    private readonly SegmentPool _pool = new(name, null);

    public string Name => name;

    public Result<SegmentRequest> Reserve(IStateReader state, string projectId, SegmentRequest wanted)
    {
        if (!string.IsNullOrEmpty(wanted.PhysicalNetwork))
            return NetworkErrors.InvalidInput($"provider:physical_network specified for {name} network");
        if (wanted.SegmentationId is not { } number)
            return Allocate(state, projectId) is { } free ? free : TypeDriverSet.NoNetworkAvailable;
        if (number < 1 || number > max)
            return NetworkErrors.InvalidInput($"segmentation_id out of range (1 through {max})");
        return SegmentTable.ByNumber.Contains(state, _pool, number)
            ? Error.Conflict("TunnelIdInUse", $"Unable to create the network. The tunnel ID {number} is in use.")
            : new SegmentRequest(name, null, number);
    }

    public SegmentRequest? Allocate(IStateReader state, string projectId) =>
        SegmentNumbers.Lowest(state, _pool, projectId) is { } free ? new SegmentRequest(name, null, free) : null;

    public int MtuOf(string? physicalNetwork) =>
        options.GlobalPhysicalMtu - overhead - (options.OverlayIpVersion == 6 ? OuterIpv6 : OuterIpv4);
}
