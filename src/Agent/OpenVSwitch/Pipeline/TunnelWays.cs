using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>All that the way to a port on another host depends on, beside the port itself.</summary>
/// <param name="Host">This one.</param>
/// <param name="Networks">In order of their ids.</param>
/// <param name="Tunnels">To each host, in order.</param>
internal sealed record TunnelWays(string Host, EquatableList<TunnelNetwork> Networks, EquatableList<TunnelWay> Tunnels)
{
    private readonly Dictionary<string, TunnelNetwork> _networks = Networks.Items.ToDictionary(network => network.Id);
    private readonly Dictionary<(SegmentType Type, string Host), uint> _tunnels = Tunnels.Items.ToDictionary(way => (way.Type, way.Host), way => way.Number);

    public static TunnelWays Of(NodeView node, SwitchView @switch)
    {
        var networks =
            from network in node.Networks
            where network.Segment.IsTunnel && @switch.LocalVlans.ContainsKey(network.Id)
            orderby network.Id
            select new TunnelNetwork(network.Id, network.Segment, @switch.LocalVlans[network.Id]);
        var ends = @switch.Tunnels.Items.ToLookup(tunnel => tunnel.Remote);
        var tunnels =
            from peer in node.Peers
            from tunnel in ends[peer.TunnelAddress].DistinctBy(tunnel => tunnel.Type)
            select new TunnelWay(tunnel.Type, peer.Host, tunnel.Number);
        return new TunnelWays(@switch.Host, networks.ToEquatableList(), tunnels.ToEquatableList());
    }

    public TunnelNetwork? Network(string id) => _networks.GetValueOrDefault(id);

    /// <summary>The port of br-tun that leads to a host; null: there is none yet.</summary>
    public uint? TunnelTo(SegmentType type, string host) => _tunnels.TryGetValue((type, host), out var number) ? number : null;

    public bool Equals(TunnelWays? other) =>
        other is not null && Host == other.Host && Networks == other.Networks && Tunnels == other.Tunnels;

    public override int GetHashCode() => HashCode.Combine(Host, Networks, Tunnels);
}
