using Naru.NodeContract;
using Naru.Protocols.OpenFlow;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>What a chunk of a view's ports gives for br-tun.</summary>
/// <param name="Flows">Towards those of them that are on other hosts.</param>
/// <param name="Tunnels">Through which tunnels ports of a network are reached, by the network's local VLAN; each once.</param>
internal sealed record RemotePorts(FlowBlock Flows, IReadOnlyList<(ushort LocalVlan, uint Tunnel)> Tunnels)
{
    /// <param name="toPort">The flows towards a port, in its network and through a tunnel.</param>
    public static RemotePorts Of(IReadOnlyList<NodePort> ports, TunnelWays ways, Func<NodePort, TunnelNetwork, uint, IEnumerable<Flow>> toPort)
    {
        var flows = new List<Flow>();
        var tunnels = new HashSet<(ushort, uint)>();
        foreach (var port in ports)
        {
            if (!port.IsBound || port.Host.Length == 0 || port.Host == ways.Host
                || ways.Network(port.NetworkId) is not { } network || ways.TunnelTo(network.Segment.Type, port.Host) is not { } tunnel)
            {
                continue;
            }
            tunnels.Add((network.LocalVlan, tunnel));
            flows.AddRange(toPort(port, network, tunnel));
        }
        return new RemotePorts(new FlowBlock(flows), [.. tunnels]);
    }
}
