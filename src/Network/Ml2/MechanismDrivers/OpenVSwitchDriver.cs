using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Segments;
using Naru.Network.Trunks;
using Naru.State;

namespace Naru.Network.Ml2.MechanismDrivers;

/// <summary>Ports on <c>br-int</c> of Open vSwitch.</summary>
public sealed class OpenVSwitchDriver : IMechanismDriver
{
    private const string IntegrationBridge = "br-int";
    private const string HybridFirewall = "hybrid";

    public string Name => "openvswitch";

    public PortBinding? TryBind(IStateReader state, Port port, Node node, Segment segment)
    {
        if (port.Binding.VnicType != "normal" || !node.Carries(segment.NetworkType, segment.PhysicalNetwork))
            return null;
        var trunk = TrunkTable.ByParent.Find(state, port.Id);
        // Tagged frames would pass a Linux bridge's firewall unseen, so that of flows guards a trunk's ports.
        var isOnTrunk = trunk is not null || port.DeviceOwner == DeviceOwners.Trunk;
        return port.Binding with
        {
            VifType = VifTypes.OpenVSwitch,
            Driver = Name,
            SegmentId = segment.Id,
            Details = new VifDetails
            {
                PortFilter = true,
                // The service's own ports are plugged by the agent and need no filter between.
                OvsHybridPlug = node.Firewall == HybridFirewall && !port.IsNetworkDevice && port.DeviceOwner != DeviceOwners.ShareServer && !isOnTrunk,
                BridgeName = trunk is null ? IntegrationBridge : TrunkView.Of(trunk).Bridge,
                DatapathType = node.DatapathType,
            },
        };
    }
}
