using Naru.NodeContract;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>A network whose packets go through tunnels.</summary>
/// <param name="LocalVlan">The VLAN that stands for it on this host.</param>
internal sealed record TunnelNetwork(string Id, Segment Segment, ushort LocalVlan);
