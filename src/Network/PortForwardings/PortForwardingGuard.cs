using Naru.Network.FloatingIps;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.PortForwardings;

/// <summary>What port forwardings say about changes of ports, floating IPs and routers.</summary>
internal sealed class PortForwardingGuard : IPortGuard, IFloatingIpGuard, IRouterGuard
{
    // As in Neutron: a forwarding goes with the address that it leads to.
    public Result<Done> CheckUpdating(Transaction state, Caller caller, Port before, Port after)
    {
        if (after.RequestedIps is not { } wanted)
            return Done.Ok;
        Remove(state, PortForwardingTable.ByPort.Of(state, before.Id).Where(forwarding => !before.Keeps(wanted, forwarding.InternalAddress)));
        return Done.Ok;
    }

    public Result<Done> CheckDeleting(Transaction state, Caller caller, Port port)
    {
        Remove(state, PortForwardingTable.ByPort.Of(state, port.Id));
        return Done.Ok;
    }

    public Result<Done> CheckAssociating(IStateReader state, FloatingIp floating, string portId, IpAddress address)
    {
        if (PortForwardingTable.ByFloatingIp.Any(state, floating.Id))
            return PortForwardingErrors.FloatingIpInUse(floating.Id);
        return PortForwardingTable.ByPort.Of(state, portId).Any(forwarding => forwarding.InternalAddress == address)
            ? PortForwardingErrors.PortHasForwardings(floating, portId, address)
            : Done.Ok;
    }

    public Result<Done> CheckDeleting(IStateReader state, FloatingIp floating) => PortForwardingTable.ByFloatingIp.Any(state, floating.Id)
        ? PortForwardingErrors.FloatingIpInUse(floating.Id)
        : Done.Ok;

    public Result<Done> CheckRemovingInterface(IStateReader state, Router router, Subnet subnet) =>
        PortForwardingTable.ByRouter.Of(state, router.Id).Any(forwarding =>
            PortTable.ByAddress.Find(state, subnet.Id, forwarding.InternalAddress)?.Id == forwarding.InternalPortId)
            ? RouterErrors.InterfaceInUse("RouterInterfaceInUseByFloatingIP", router.Id, subnet.Id, "port forwardings of floating IPs")
            : Done.Ok;

    private static void Remove(Transaction state, IEnumerable<PortForwarding> forwardings)
    {
        foreach (var forwarding in forwardings.ToList())
        {
            state.Delete(PortForwardingTable.Table, forwarding.Id);
            PortForwardingRules.FollowFloatingIp(state, forwarding.FloatingIpId);
        }
    }
}
