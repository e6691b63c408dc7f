using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Segments;
using Naru.State;

namespace Naru.Network.Ml2.MechanismDrivers;

/// <summary>Ports on <c>br-int</c> of a chassis, where ovn-controller wires them.</summary>
public sealed class OvnDriver : IMechanismDriver
{
    public const string Mechanism = "ovn";

    public string Name => Mechanism;

    public PortBinding? TryBind(IStateReader state, Port port, Node node, Segment segment) =>
        port.Binding.VnicType is "normal" or "direct" or "macvtap" && node.Carries(segment.NetworkType, segment.PhysicalNetwork)
            ? port.Binding with
            {
                VifType = VifTypes.OpenVSwitch,
                Driver = Name,
                SegmentId = segment.Id,
                Details = new VifDetails { PortFilter = true, BridgeName = "br-int", DatapathType = node.DatapathType, BoundDriver = Name },
            }
            : null;
}
