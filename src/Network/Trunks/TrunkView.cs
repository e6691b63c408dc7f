using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Network.Trunks;

/// <summary>A trunk as the host of its parent is told of it.</summary>
internal static class TrunkView
{
    // Only VLAN ids from 1 to 4094 are stored.
    public static NodeTrunk Of(Trunk trunk) => new(
        trunk.Id, trunk.SubPorts.Select(port => new NodeSubPort(port.PortId, (ushort)port.SegmentationId!.Value)).ToEquatableList());
}
