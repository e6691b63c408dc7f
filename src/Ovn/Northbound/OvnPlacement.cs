using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;

namespace Naru.Ovn.Northbound;

/// <summary>Where OVN does what it does not do on every host.</summary>
public static class OvnPlacement
{
    /// <summary>The host through which a router reaches an external network: of the gateway chassis that live, the first choice. Null: none is there.</summary>
    public static string? GatewayHost(IStateReader state, string networkId, string routerId)
    {
        var living = state.In(NodeTable.Table).All.Where(node => node is { Chassis: not null, IsAttached: true }).ToLookup(node => node.Chassis!, node => node.Id);
        return Gateways.For(state, networkId, routerId).SelectMany(choice => living[choice.Chassis]).FirstOrDefault();
    }

    /// <summary>Whether instances of a network reach a router where they are. Else its interface is at the gateway alone, and a frame for it goes there over the physical network.</summary>
    /// <remarks>northd heeds <c>reside-on-redirect-chassis</c> only where a router has one gateway.</remarks>
    public static bool IsOnEveryHost(IStateReader state, string networkId, Router router) =>
        RouterPortRows.IsDistributedOn(state, networkId) || router.Gateways.Count != 1;

    /// <summary>Whether the host of an instance answers for its floating IPs itself; else the gateway does.</summary>
    public static bool IsAtInstance(IStateReader state, Port port) => FloatingIpRows.IsDistributed(state, port);

    /// <summary>From which MAC address the hosts answer DHCP on a subnet.</summary>
    public static MacAddress DhcpServerMac(Subnet subnet) => DhcpRows.MacOf(subnet);
}
