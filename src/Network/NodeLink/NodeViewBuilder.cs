using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.NodeContract;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>Decides what a host has to know of the cloud.</summary>
/// <remarks>
/// A host takes part in the networks of the ports that are bound to it, and in those of the routers that it has a part of. It knows all ports of these networks (to reach them,
/// to answer ARP and DNS for them), the security groups of its own ports, the addresses of groups that their rules name, and the routers that it serves.
/// </remarks>
public static class NodeViewBuilder
{
    public static NodeView Build(IStateReader state, string host)
    {
        var local = PortTable.ByHost.Of(state, host);
        var plugged = local.Select(port => port.NetworkId).Distinct().ToList();
        var routers = NodeRouters.On(state, host, plugged);
        return Build(
            state,
            host,
            local,
            plugged.Union(routers.SelectMany(router => NodeRouters.NetworksOf(state, router))),
            network => PortTable.ByNetwork.Of(state, network),
            NodeTable<NodeSecurityGroup>.Of(NodeSecurityGroups.Of(state, local, NodeSecurityGroups.Members)),
            routers,
            state.In(NodeTable.Table).All);
    }

    /// <summary>The part of a host's view that has to do with some ports, routers and addresses: what a packet between them can meet.</summary>
    /// <remarks>Each object in it is as in the whole view, except that of a group's members only those among the addresses are told.</remarks>
    public static NodeView BuildPart(IStateReader state, string host, ViewPart part)
    {
        var local = part.Ports.Where(port => port.Binding.Host == host).ToList();
        var ports = part.Ports.ToLookup(port => port.NetworkId);
        var routers = part.Routers.Where(router => router.Host == host).Concat(Distributed(state, host)).DistinctBy(router => router.Id).ToList();
        var spread = part.Routers.Where(router => router.IsDistributed).Select(router => router.Id).ToHashSet();
        return Build(
            state,
            host,
            local,
            local.Select(port => port.NetworkId).Union(routers.Where(router => spread.Contains(router.Id)).SelectMany(router => NodeRouters.NetworksOf(state, router))),
            network => ports[network],
            NodeTable<NodeSecurityGroup>.Of(NodeSecurityGroups.Of(
                state, local, (reader, group) => NodeSecurityGroups.MembersAmong(reader, group, part.Addresses))),
            routers,
            part.Ports.Select(port => port.Binding.Host).Concat(part.Hosts).Distinct().Select(state.In(NodeTable.Table).Find).OfType<Node>());
    }

    // Where there is any distributed router, packets of all networks take another way through the tables.
    private static IEnumerable<Router> Distributed(IStateReader state, string host) => state.In(NodeTable.Table).Find(host) is { ServesDistributed: true }
        ? NodeRouters.On(state, host, PortTable.ByHost.Of(state, host).Select(port => port.NetworkId).Distinct()).Where(router => router.IsDistributed)
        : [];

    private static NodeView Build(
        IStateReader state,
        string host,
        IReadOnlyCollection<Port> local,
        IEnumerable<string> networkIds,
        Func<string, IEnumerable<Port>> portsOf,
        NodeTable<NodeSecurityGroup> groups,
        IEnumerable<Router> routers,
        IEnumerable<Node> nodes)
    {
        var own = local.ToLookup(port => port.NetworkId);
        var networks = networkIds.Select(state.In(NetworkTable.Table).Find).OfType<VirtualNetwork>().ToList();
        return new NodeView(
            state.Revision,
            NodeTable<NodeNetwork>.Of(networks.Select(network => NodeNetworks.Of(state, network, host, own[network.Id]))),
            NodeTable<NodePort>.Of(networks.SelectMany(network => portsOf(network.Id)).Select(port => NodePorts.Of(state, port, host))),
            groups,
            NodeTable<NodeRouter>.Of(routers.Select(router => NodeRouters.Of(state, router, host))),
            NodeTable<NodePeer>.Of(Peers(nodes, host)))
        {
            Logs = NodeTable<NodeLog>.Of(NodeLogs.Of(state, local)),
            LocalIps = NodeTable<NodeLocalIp>.Of(NodeLocalIps.Of(state, local)),
        };
    }

    private static IEnumerable<NodePeer> Peers(IEnumerable<Node> nodes, string host) =>
        from node in nodes
        let address = node.TunnelAddress
        where (node.Id != host || node.RouterMac is not null) && address.HasValue
        select new NodePeer(node.Id, address.Value) { RouterMac = node.RouterMac };
}
