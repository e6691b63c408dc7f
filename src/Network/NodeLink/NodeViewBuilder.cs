using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Network.Ports;
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
        var networks = plugged.Union(routers.SelectMany(router => NodeRouters.NetworksOf(state, router))).Select(state.In(NetworkTable.Table).Find).OfType<VirtualNetwork>().ToList();
        return new NodeView(
            state.Revision,
            NodeTable<NodeNetwork>.Of(networks.Select(network => NodeNetworks.Of(state, network, host))),
            NodeTable<NodePort>.Of(networks.SelectMany(network => PortTable.ByNetwork.Of(state, network.Id)).Select(port => NodePorts.Of(state, port, host))),
            NodeTable<NodeSecurityGroup>.Of(NodeSecurityGroups.Of(state, local)),
            NodeTable<NodeRouter>.Of(routers.Select(router => NodeRouters.Of(state, router, host))),
            NodeTable<NodePeer>.Of(Peers(state, host)))
        {
            Logs = NodeTable<NodeLog>.Of(NodeLogs.Of(state, [.. local])),
            LocalIps = NodeTable<NodeLocalIp>.Of(NodeLocalIps.Of(state, local)),
        };
    }

    private static IEnumerable<NodePeer> Peers(IStateReader state, string host) =>
        from node in state.In(NodeTable.Table).All
        let address = node.TunnelAddress
        where (node.Id != host || node.RouterMac is not null) && address.HasValue
        select new NodePeer(node.Id, address.Value) { RouterMac = node.RouterMac };
}
