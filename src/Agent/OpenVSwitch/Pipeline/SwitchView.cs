using System.Collections.Immutable;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>What the flows have to know of this host's switch: OpenFlow port numbers and local VLANs.</summary>
/// <param name="Host">The name that ports of this host are bound to.</param>
/// <param name="PortNumbers">Port id (<c>iface-id</c>) to OpenFlow port on br-int, of what is plugged.</param>
/// <param name="LocalVlans">Network id to the VLAN that stands for it on this host's br-int, 1 to 4094.</param>
/// <param name="PatchToTunnel">The port of br-int towards br-tun; null on hosts without tunnels.</param>
/// <param name="PatchToIntegration">The port of br-tun towards br-int.</param>
/// <param name="Tunnels">Tunnel ports of br-tun.</param>
/// <param name="Providers">Bridges to physical networks.</param>
public sealed record SwitchView(
    string Host,
    ImmutableDictionary<string, uint> PortNumbers,
    ImmutableDictionary<string, ushort> LocalVlans,
    uint? PatchToTunnel,
    uint? PatchToIntegration,
    EquatableList<TunnelPort> Tunnels,
    EquatableList<ProviderBridge> Providers)
{
    public ProviderBridge? Provider(string? physicalNetwork) =>
        Providers.Items.FirstOrDefault(provider => provider.PhysicalNetwork == physicalNetwork);

    public TunnelPort? Tunnel(SegmentType type, IpAddress remote) =>
        Tunnels.Items.FirstOrDefault(tunnel => tunnel.Type == type && tunnel.Remote == remote);

    /// <summary>The ports of this host that are to carry packets and are plugged.</summary>
    public IEnumerable<LocalPort> LocalPorts(NodeView node) =>
        from port in node.Ports
        where (port.IsDistributed || (port.Host == Host && port.IsBound)) && port.AdminStateUp && PortNumbers.ContainsKey(port.Id)
        where LocalVlans.ContainsKey(port.NetworkId) && node.Networks.Find(port.NetworkId) is not null
        orderby port.Id
        select new LocalPort(port, PortNumbers[port.Id], LocalVlans[port.NetworkId]);
}
