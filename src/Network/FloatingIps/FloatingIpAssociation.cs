using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.FloatingIps;

/// <summary>Leads a floating IP to a port: finds the port's address and the router between.</summary>
internal static class FloatingIpAssociation
{
    /// <summary>The floating IP, leading to a port.</summary>
    /// <param name="wanted">The address of the port, where it has several; null: its only IPv4 address.</param>
    public static Result<FloatingIp> Associate(IStateReader state, Caller caller, FloatingIp floating, string portId, IpAddress? wanted)
    {
        if (state.In(PortTable.Table).Find(portId) is not { } port)
            return FloatingIpErrors.PortNotFound(portId);
        if (port.ProjectId != floating.ProjectId && !caller.IsAdmin)
        {
            return FloatingIpErrors.BadRequest(
                $"Cannot process floating IP association with Port {portId}, since that port is owned by a different project");
        }
        if (port.DeviceOwner is DeviceOwners.Distributed or DeviceOwners.FloatingIp or DeviceOwners.RouterGateway)
            return FloatingIpErrors.BadRequest($"Port {portId} is unable to be assigned a floating IP");
        if (!Choose(port, wanted).TryGet(out var target, out var error))
            return error;
        if (FindRouter(state, floating.FloatingNetworkId, target.SubnetId) is not { } routerId)
            return FloatingIpErrors.NotReachable(floating.FloatingNetworkId, target.SubnetId, port);
        if (FloatingIpTable.ByPort.Of(state, portId).Any(other =>
            other.Id != floating.Id && other.FixedAddress == target.Address && other.FloatingNetworkId == floating.FloatingNetworkId))
        {
            return FloatingIpErrors.AlreadyAssociated(floating, port, target.Address);
        }
        return floating with { PortId = portId, FixedAddress = target.Address, RouterId = routerId };
    }

    /// <summary>The floating IP, leading nowhere.</summary>
    public static FloatingIp Disassociate(FloatingIp floating) =>
        floating with { PortId = null, FixedAddress = null, RouterId = null, Status = L3Status.Down, StatusReason = "" };

    private static Result<FixedIp> Choose(Port port, IpAddress? wanted)
    {
        if (wanted is { IsV6: true } v6)
            return FloatingIpErrors.BadRequest($"Cannot process floating IP association with {v6}, since that is not an IPv4 address");
        if (wanted is { } address)
        {
            return port.FixedIps.Items.FirstOrDefault(ip => ip.Address == address) is { } named
                ? named
                : FloatingIpErrors.BadRequest($"Port {port.Id} does not have fixed ip {address}");
        }
        return port.FixedIps.Items.Where(ip => ip.Address.IsV4).ToList() switch
        {
            [] => FloatingIpErrors.BadRequest($"Cannot add floating IP to port {port.Id} that has no fixed IPv4 addresses"),
            [var only] => only,
            _ => FloatingIpErrors.BadRequest(
                $"Port {port.Id} has multiple fixed IPv4 addresses.  Must provide a specific IPv4 address when assigning a floating IP"),
        };
    }

    /// <summary>A router between the subnet and the external network; the one that is the subnet's gateway before others.</summary>
    public static string? FindRouter(IStateReader state, string externalNetworkId, string subnetId)
    {
        var gateway = state.In(SubnetTable.Table).Find(subnetId)!.GatewayIp;
        string? first = null;
        foreach (var port in PortTable.BySubnet.Of(state, subnetId))
        {
            if (!DeviceOwners.IsRouterInterface(port.DeviceOwner)
                || state.In(RouterTable.Table).Find(port.DeviceId) is not { } router || !Reaches(state, router, externalNetworkId))
            {
                continue;
            }
            if (port.FixedIps.Items.Any(ip => ip.SubnetId == subnetId && ip.Address == gateway))
                return router.Id;
            first ??= router.Id;
        }
        return first;
    }

    // By a gateway; or by an interface, which a distributed router has on every host, where a floating IP cannot be.
    private static bool Reaches(IStateReader state, Router router, string externalNetworkId) =>
        router.Gateways.Any(gateway => gateway.NetworkId == externalNetworkId)
        || (!router.IsDistributed && PortTable.ByDevice.Of(state, router.Id)
            .Any(port => port.NetworkId == externalNetworkId && DeviceOwners.IsRouterInterface(port.DeviceOwner)));
}
