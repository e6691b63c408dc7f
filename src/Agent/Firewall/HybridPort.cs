using Naru.Agent.Namespaces;
using Naru.NodeContract;

namespace Naru.Agent.Firewall;

/// <summary>A port with a Linux bridge of its own before Open vSwitch: tap – qbr – qvb, a cable, qvo – br-int.</summary>
public sealed record HybridPort(NodePort Port, ushort Zone) : BridgedPort(Port, Zone)
{
    public override string Bridge => BridgeOf(Port.Id);

    /// <summary>The end of the cable that is on the bridge.</summary>
    public string Uplink => UplinkOf(Port.Id);

    public static string BridgeOf(string portId) => DevicePlan.NameOf("qbr", portId);

    public static string UplinkOf(string portId) => DevicePlan.NameOf("qvb", portId);
}
