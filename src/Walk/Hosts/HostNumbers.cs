using System.Collections.Immutable;
using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.NodeContract;
using Naru.Network.Nodes;

namespace Naru.Walk.Hosts;

/// <summary>The numbers of a host's switch: OpenFlow ports and local VLANs.</summary>
/// <remarks>
/// The state of the cloud does not know them: they are the host's own. Where the host was not asked, numbers are made up in the
/// order in which they are needed, as an agent would give them on a new host; they stay the same throughout a walk.
/// </remarks>
/// <param name="actual">What the host said of its switch; null where it was not asked.</param>
internal sealed class HostNumbers(Node node, SwitchView? actual)
{
    private const uint PatchOfTunnels = 1;

    private readonly Dictionary<string, uint> _ports = [];
    private readonly Dictionary<string, ushort> _vlans = [];

    public SwitchView Of(NodeView view)
    {
        var hasTunnels = node.TunnelAddress is not null;
        return new SwitchView(
            node.Id,
            view.Ports.Where(port => port.IsDistributed || port.Host == node.Id).OrderBy(port => port.Id).ToImmutableDictionary(port => port.Id, port => Port(port.Id)),
            view.Networks.OrderBy(network => network.Id).ToImmutableDictionary(network => network.Id, network => Vlan(network.Id)),
            hasTunnels ? actual?.PatchToTunnel ?? PatchToTunnel : null,
            hasTunnels ? actual?.PatchToIntegration ?? PatchOfTunnels : null,
            [.. from peer in view.Peers.OrderBy(peer => peer.Host)
                where peer.Host != node.Id
                from name in node.TunnelTypes.Items
                let type = Enum.Parse<SegmentType>(name, ignoreCase: true)
                select actual?.Tunnel(type, peer.TunnelAddress) ?? new TunnelPort(type, peer.TunnelAddress, Number($"{type}-{peer.Host}", PatchOfTunnels + 1))],
            [.. node.BridgeMappings.Select((mapping, index) =>
                actual?.Provider(mapping.PhysicalNetwork) ?? new ProviderBridge(mapping.PhysicalNetwork, mapping.Bridge, (uint)index + 1, ProviderPatch))]);
    }

    /// <summary>On a provider bridge the physical device is there first.</summary>
    private const uint ProviderPatch = 2;

    private uint PatchToTunnel => (uint)node.BridgeMappings.Count + 1;

    private uint Port(string id) => actual is not null && actual.PortNumbers.TryGetValue(id, out var number) ? number : Number(id, PatchToTunnel + 1);

    private uint Number(string key, uint first)
    {
        if (!_ports.TryGetValue(key, out var number))
            _ports.Add(key, number = first + (uint)_ports.Count);
        return number;
    }

    private ushort Vlan(string network)
    {
        if (actual is not null && actual.LocalVlans.TryGetValue(network, out var vlan))
            return vlan;
        if (!_vlans.TryGetValue(network, out vlan))
            _vlans.Add(network, vlan = (ushort)(_vlans.Count + 1));
        return vlan;
    }
}
