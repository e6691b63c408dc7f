using Naru.Network.Ml2.TypeDrivers;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.Segments;

/// <summary>What a segment does beyond being stored: its number is reserved, and it stays while something needs it.</summary>
public sealed class SegmentRules(TypeDriverSet types) : IResourceRules<Segment>
{
    public Result<Segment> Creating(Transaction state, Caller caller, Segment draft, Given given)
    {
        if (state.In(NetworkTable.Table).Find(draft.NetworkId) is not { } network)
            return NetworkErrors.NetworkNotFound(draft.NetworkId);
        if (!types.Reserve(state, network.ProjectId, new SegmentRequest(draft.NetworkType, draft.PhysicalNetwork, draft.SegmentationId)).TryGet(out var segment, out var error))
            return error;
        // Packets of the network would get lost on a segment that cannot carry them.
        var mtu = types.MtuOf(segment.NetworkType!, segment.PhysicalNetwork);
        if (mtu < network.Mtu)
            return NetworkErrors.InvalidInput($"A {segment.NetworkType} segment carries packets of {mtu} bytes, but the MTU of network {network.Id} is {network.Mtu}");
        return draft with
        {
            PhysicalNetwork = segment.PhysicalNetwork,
            SegmentationId = segment.SegmentationId,
            Position = SegmentTable.Of(state, network.Id) is [.., var last] ? last.Position + 1 : 0,
        };
    }

    public Result<Done> Deleting(Transaction state, Caller caller, Segment segment)
    {
        if (SubnetTable.BySegment.Any(state, segment.Id))
            return InUse(segment, "The segment is still associated with subnets");
        if (PortTable.ByNetwork.Of(state, segment.NetworkId).Any(port => port.Binding.SegmentId == segment.Id))
            return InUse(segment, "The segment is still used by bound ports");
        return SegmentTable.ByNetwork.CountOf(state, segment.NetworkId) == 1
            ? InUse(segment, $"It is the only segment of network {segment.NetworkId}")
            : Done.Ok;
    }

    private static Error InUse(Segment segment, string reason) => Error.Conflict("SegmentInUse", $"Segment '{segment.Id}' cannot be deleted: {reason}.");
}
