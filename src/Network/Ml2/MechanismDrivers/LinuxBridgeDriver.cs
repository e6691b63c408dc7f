using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Segments;
using Naru.State;

namespace Naru.Network.Ml2.MechanismDrivers;

/// <summary>Ports on <c>brq…</c> bridges of the kernel.</summary>
public sealed class LinuxBridgeDriver : IMechanismDriver
{
    public string Name => "linuxbridge";

    public PortBinding? TryBind(IStateReader state, Port port, Node node, Segment segment) =>
        port.Binding.VnicType == "normal" && segment.NetworkType is not ("gre" or "geneve") && node.Carries(segment.NetworkType, segment.PhysicalNetwork)
            ? port.Binding with
            {
                VifType = VifTypes.Bridge,
                Driver = Name,
                SegmentId = segment.Id,
                Details = new VifDetails { PortFilter = true },
            }
            : null;
}
