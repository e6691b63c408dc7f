using Naru.Network.Segments;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Ml2.TypeDrivers;

/// <summary>A physical network as it is, untagged: one network of the cloud each.</summary>
public sealed class FlatTypeDriver(NetworkOptions options) : ITypeDriver
{
    private const string AnyPhysicalNetwork = "*";

    public string Name => "flat";

    public Result<SegmentRequest> Reserve(IStateReader state, string projectId, SegmentRequest wanted)
    {
        if (string.IsNullOrEmpty(wanted.PhysicalNetwork))
            return NetworkErrors.InvalidInput("physical_network required for flat provider network");
        if (!options.FlatNetworks.Items.Contains(AnyPhysicalNetwork) && !options.FlatNetworks.Items.Contains(wanted.PhysicalNetwork))
            return NetworkErrors.InvalidInput($"physical_network '{wanted.PhysicalNetwork}' unknown for flat provider network");
        if (wanted.SegmentationId is not null)
            return NetworkErrors.InvalidInput("provider:segmentation_id prohibited for flat provider network");
        return SegmentTable.ByFlatNetwork.Find(state, wanted.PhysicalNetwork) is null
            ? wanted
            : Error.Conflict("FlatNetworkInUse", $"Unable to create the flat network. Physical network {wanted.PhysicalNetwork} is in use.");
    }

    /// <summary>Never: a project cannot have the wire for itself.</summary>
    public SegmentRequest? Allocate(IStateReader state, string projectId) => null;

    public int MtuOf(string? physicalNetwork) => PhysicalMtus.Of(options, physicalNetwork);
}
