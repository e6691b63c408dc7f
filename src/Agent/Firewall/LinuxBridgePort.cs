using Naru.Agent.LinuxBridge;
using Naru.NodeContract;

namespace Naru.Agent.Firewall;

/// <summary>A port on the bridge of its network, together with others.</summary>
/// <param name="Number">What the firewall calls it in marks of packets: from 1 on, and below <see cref="LinuxBridgeTables.Trusted"/>.</param>
public sealed record LinuxBridgePort(NodePort Port, ushort Zone, ushort Number) : BridgedPort(Port, Zone)
{
    public override string Bridge => BridgeNames.BridgeOf(Port.NetworkId);
}
