using Naru.Network.Segments;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Ml2.TypeDrivers;

/// <summary>A network inside each host, never on a wire.</summary>
public sealed class LocalTypeDriver(NetworkOptions options) : ITypeDriver
{
    public string Name => "local";

    public Result<SegmentRequest> Reserve(IStateReader state, string projectId, SegmentRequest wanted)
    {
        if (wanted.PhysicalNetwork is not null)
            return NetworkErrors.InvalidInput("provider:physical_network prohibited for local provider network");
        if (wanted.SegmentationId is not null)
            return NetworkErrors.InvalidInput("provider:segmentation_id prohibited for local provider network");
        return wanted;
    }

    public SegmentRequest? Allocate(IStateReader state, string projectId) => new(Name);

    public int MtuOf(string? physicalNetwork) => options.GlobalPhysicalMtu;
}
