using Naru.Network.FloatingIps;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Segments;
using Naru.State;

namespace Naru.Network.Routers.Distributed;

/// <summary>Where which part of a distributed router is.</summary>
/// <remarks>
/// It routes on every host that has a port of its networks. A floating IP is translated on the host of its port, where that
/// has a port of its own on the external network; otherwise on the router's host, as is what has no floating IP.
/// </remarks>
public static class DistributedRouters
{
    /// <summary>The distributed routers with an interface in a network.</summary>
    public static IEnumerable<string> In(IStateReader state, string networkId) => PortTable
        .ByNetworkAndOwner.Of(state, (networkId, DeviceOwners.RouterInterfaceDistributed))
        .Select(port => port.DeviceId)
        .Distinct();

    /// <summary>The networks that a distributed router has interfaces in.</summary>
    public static IEnumerable<string> NetworksOf(IStateReader state, string routerId) =>
        RouterPorts.Interfaces(state, routerId).Select(port => port.NetworkId).Distinct();

    /// <summary>The host that translates a floating IP; empty: none yet.</summary>
    public static string HostOf(IStateReader state, Router router, FloatingIp floating) =>
        router.IsDistributed && InstanceHost(state, floating) is { } host && GatewayPort(state, floating.FloatingNetworkId, host) is not null
            ? host
            : router.Host;

    /// <summary>The host of a floating IP's instance, if floating IPs can be translated there.</summary>
    public static string? InstanceHost(IStateReader state, FloatingIp floating) =>
        state.In(PortTable.Table).Find(floating.PortId ?? "") is { Binding: { IsBound: true, Host: var host } }
        && state.In(NodeTable.Table).Find(host) is { ServesDistributed: true } node
        && SegmentTable.Of(state, floating.FloatingNetworkId).Any(segment => node.Carries(segment.NetworkType, segment.PhysicalNetwork))
            ? host
            : null;

    /// <summary>A host's port on an external network, from which it answers for the floating IPs of its instances.</summary>
    public static Port? GatewayPort(IStateReader state, string networkId, string host) => PortTable
        .ByNetworkAndOwner.Of(state, (networkId, DeviceOwners.FloatingIpAgentGateway))
        .FirstOrDefault(port => port.Binding.Host == host);
}
