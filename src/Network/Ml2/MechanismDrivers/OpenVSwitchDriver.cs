using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Segments;

namespace Naru.Network.Ml2.MechanismDrivers;

/// <summary>Ports on <c>br-int</c> of Open vSwitch.</summary>
public sealed class OpenVSwitchDriver : IMechanismDriver
{
    private const string IntegrationBridge = "br-int";
    private const string HybridFirewall = "hybrid";

    public string Name => "openvswitch";

    public PortBinding? TryBind(Port port, Node node, Segment segment)
    {
        if (port.Binding.VnicType != "normal" || !node.Carries(segment.NetworkType, segment.PhysicalNetwork))
            return null;
        return port.Binding with
        {
            VifType = VifTypes.OpenVSwitch,
            Driver = Name,
            SegmentId = segment.Id,
            Details = new VifDetails
            {
                PortFilter = true,
                // The service's own ports are plugged by the agent and need no filter between.
                OvsHybridPlug = node.Firewall == HybridFirewall && !port.IsNetworkDevice,
                BridgeName = IntegrationBridge,
                DatapathType = node.DatapathType,
            },
        };
    }
}
