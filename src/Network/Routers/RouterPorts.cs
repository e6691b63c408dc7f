using Naru.Network.Ports;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Routers;

/// <summary>The ports of a router and what they connect it to.</summary>
public static class RouterPorts
{
    /// <summary>Interfaces and gateway.</summary>
    public static IEnumerable<Port> Of(IStateReader state, string routerId) =>
        PortTable.ByDevice.Of(state, routerId).Where(port => DeviceOwners.BelongsToRouter(port.DeviceOwner));

    public static IEnumerable<Port> Interfaces(IStateReader state, string routerId) =>
        PortTable.ByDevice.Of(state, routerId).Where(port => DeviceOwners.IsRouterInterface(port.DeviceOwner));

    /// <summary>The subnets on which the port has addresses, in the order of these.</summary>
    public static List<Subnet> SubnetsOf(IStateReader state, Port port) =>
        [.. port.FixedIps.Select(ip => state.In(SubnetTable.Table).Find(ip.SubnetId)!).DistinctBy(subnet => subnet.Id)];

    /// <summary>Every subnet of the external network counts as connected through a gateway, not only those the port has addresses on.</summary>
    public static IEnumerable<Subnet> Reached(IStateReader state, Port port) => port.DeviceOwner == DeviceOwners.RouterGateway
        ? SubnetTable.ByNetwork.Of(state, port.NetworkId)
        : SubnetsOf(state, port);

    /// <summary>Refuses subnets that the router is connected to already, or whose addresses mean something else to it.</summary>
    /// <param name="onceMoreOn">An external network that it may have a gateway on already.</param>
    public static Result<Done> CheckConnecting(IStateReader state, string routerId, IReadOnlyCollection<Subnet> subnets, string? onceMoreOn = null)
    {
        foreach (var port in Of(state, routerId))
        {
            if (port.DeviceOwner == DeviceOwners.RouterGateway && port.NetworkId == onceMoreOn)
                continue;
            foreach (var ip in port.FixedIps)
            {
                if (subnets.Any(subnet => subnet.Id == ip.SubnetId))
                    return RouterErrors.BadRequest($"Router already has a port on subnet {ip.SubnetId}");
            }
            foreach (var connected in Reached(state, port))
            {
                if (subnets.FirstOrDefault(subnet => subnet.Cidr.Overlaps(connected.Cidr)) is { } overlapping)
                {
                    return RouterErrors.BadRequest(
                        $"Cidr {overlapping.Cidr} of subnet {overlapping.Id} overlaps with cidr {connected.Cidr} of subnet {connected.Id}");
                }
            }
        }
        return Done.Ok;
    }
}
