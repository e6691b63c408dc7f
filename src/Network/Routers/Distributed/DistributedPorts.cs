using Naru.Network.Agents;
using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Routers.Distributed;

/// <summary>The ports that distributed routers need besides their interfaces.</summary>
public sealed class DistributedPorts(PortLifecycle ports)
{
    /// <summary>A port for the way out on each internal subnet (<c>network:router_centralized_snat</c>), while there is a gateway.</summary>
    public Result<Done> SettleSnat(Transaction state, Router router)
    {
        var interfaces = RouterPorts.Interfaces(state, router.Id).ToList();
        var existing = PortTable.ByDevice.Of(state, router.Id).Where(port => port.DeviceOwner == DeviceOwners.RouterSnat).ToList();
        var wanted = router is { IsDistributed: true, GatewayNetworkId: not null }
            ? interfaces.SelectMany(port => RouterPorts.SubnetsOf(state, port)).ToList()
            : [];
        foreach (var port in existing.Where(port => !wanted.Exists(subnet => port.FixedIps[0].SubnetId == subnet.Id)))
            ports.Delete(state, port);
        foreach (var subnet in wanted.Where(subnet => !existing.Exists(port => port.FixedIps[0].SubnetId == subnet.Id)))
        {
            var made = ports.Create(state, new Port
            {
                NetworkId = subnet.NetworkId,
                DeviceId = router.Id,
                DeviceOwner = DeviceOwners.RouterSnat,
                RequestedIps = [new FixedIpRequest(subnet.Id)],
                Binding = new PortBinding { Host = router.Host },
            });
            if (made.Error is { } error)
                return error;
        }
        return Done.Ok;
    }

    /// <summary>
    /// A port on an external network (<c>network:floatingip_agent_gateway</c>) for each host that translates floating IPs of
    /// distributed routers, and for no other. Where there is no address for one, the router's host translates.
    /// </summary>
    public void SettleGateways(Transaction state, string networkId)
    {
        var hosts = FloatingIpTable.ByNetwork.Of(state, networkId)
            .Where(floating => floating.RouterId is { } id && state.In(RouterTable.Table).Find(id) is { IsDistributed: true })
            .Select(floating => DistributedRouters.InstanceHost(state, floating))
            .OfType<string>()
            .ToHashSet();
        var existing = PortTable.ByNetworkAndOwner.Of(state, (networkId, DeviceOwners.FloatingIpAgentGateway)).ToList();
        foreach (var port in existing.Where(port => !hosts.Contains(port.Binding.Host)))
            ports.Delete(state, port);
        if (!state.In(NetworkTable.Table).Contains(networkId))
            return;
        foreach (var host in hosts.Where(host => !existing.Exists(port => port.Binding.Host == host)).Order())
        {
            ports.Create(state, new Port
            {
                NetworkId = networkId,
                DeviceId = AgentTable.IdOf(host, AgentKind.L3),
                DeviceOwner = DeviceOwners.FloatingIpAgentGateway,
                Binding = new PortBinding { Host = host },
            });
        }
    }
}
