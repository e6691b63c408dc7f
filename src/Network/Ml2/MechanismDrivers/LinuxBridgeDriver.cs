using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Segments;
using Naru.Network.Trunks;
using Naru.State;

namespace Naru.Network.Ml2.MechanismDrivers;

/// <summary>Ports on <c>brq…</c> bridges of the kernel.</summary>
public sealed class LinuxBridgeDriver : IMechanismDriver
{
    private const string BridgePrefix = "brq";
    private const int IdLength = 11;

    public string Name => "linuxbridge";

    public PortBinding? TryBind(IStateReader state, Port port, Node node, Segment segment) =>
        port.Binding.VnicType == "normal" && WhyNot(state, port, node, segment) is null && node.Carries(segment.NetworkType, segment.PhysicalNetwork)
            ? port.Binding with
            {
                VifType = VifTypes.Bridge,
                Driver = Name,
                SegmentId = segment.Id,
                Details = new VifDetails { PortFilter = true, BridgeName = BridgePrefix + port.NetworkId[..IdLength] },
            }
            : null;

    public string? WhyNot(IStateReader state, Port port, Node node, Segment segment)
    {
        if (segment.NetworkType is "gre" or "geneve")
            return $"Host '{node.Id}' has Linux bridges, which carry no {segment.NetworkType} networks.";
        // Tags on a bridge would pass the firewall unseen.
        if (port.DeviceOwner == DeviceOwners.Trunk || TrunkTable.ByParent.Find(state, port.Id) is not null)
            return $"Host '{node.Id}' has Linux bridges, which carry no trunks.";
        return node.LackOf(segment.NetworkType) is { } lack ? $"Host '{node.Id}' carries no {segment.NetworkType} networks: {lack}." : null;
    }
}
