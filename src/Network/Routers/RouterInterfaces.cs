using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Rbac;
using Naru.Network.Routers.Distributed;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Routers;

/// <summary>Connects routers to internal networks.</summary>
public sealed class RouterInterfaces(PortLifecycle ports, RouterScheduling scheduling, DistributedPorts distributed, IEnumerable<IRouterGuard> guards)
{
    /// <summary>Connects the router to a subnet with its gateway address, or by a port that exists; stores the router.</summary>
    public Result<RouterInterface> Add(Transaction state, Caller caller, Router router, string? subnetId, string? portId)
    {
        if (subnetId is null && portId is null)
            return NothingGiven;
        if (subnetId is not null && portId is not null)
            return RouterErrors.BadRequest("Cannot specify both subnet-id and port-id");
        var placed = scheduling.Ensure(state, router, hasInterface: true);
        if (!(subnetId is not null ? AddSubnet(state, caller, placed, subnetId) : AddPort(state, caller, placed, portId!)).TryGet(out var added, out var error))
            return error;
        if (distributed.SettleSnat(state, placed).Error is { } exhausted)
            return exhausted;
        state.Update(RouterTable.Table, placed.Touched(state));
        return added;
    }

    /// <summary>Takes the router off a subnet; the port goes with its last address. Stores the router.</summary>
    public Result<RouterInterface> Remove(Transaction state, Caller caller, Router router, string? subnetId, string? portId)
    {
        if (subnetId is null && portId is null)
            return NothingGiven;
        if (!(portId is not null ? RemovePort(state, router, portId, subnetId) : RemoveSubnet(state, router, subnetId!)).TryGet(out var removed, out var error))
            return error;
        if (distributed.SettleSnat(state, router).Error is { } failed)
            return failed;
        state.Update(RouterTable.Table, router.Touched(state));
        return removed;
    }

    private static Error NothingGiven => RouterErrors.BadRequest("Either subnet_id or port_id must be specified");

    private Result<RouterInterface> AddSubnet(Transaction state, Caller caller, Router router, string subnetId)
    {
        if (state.In(SubnetTable.Table).Find(subnetId) is not { } subnet
            || state.In(NetworkTable.Table).Find(subnet.NetworkId) is not { } network
            || (!NetworkAccess.Sees(state, caller, network) && subnet.ProjectId != caller.ProjectId))
        {
            return NetworkErrors.SubnetNotFound(subnetId);
        }
        if (subnet.GatewayIp is not { } gateway)
            return RouterErrors.BadRequest("Subnet for router interface must have a gateway IP");
        // A network that is open to everybody is not one whose gateway address anybody may take.
        var isGranted = RbacTable.ByGrant.Find(state, new RbacGrant(network.Id, RbacPolicy.AccessAsShared, caller.ProjectId)) is not null;
        if (subnet.ProjectId != caller.ProjectId && !caller.IsAdmin && !isGranted)
        {
            return RouterErrors.BadRequest(
                $"Cannot add interface to router because subnet {subnetId} is not owned by project making the request");
        }
        if (!CheckAdvertised(subnet).TryGet(out _, out var error)
            || !RouterModes.CheckNetwork(state, router, subnet.NetworkId).TryGet(out _, out error)
            || !RouterPorts.CheckConnecting(state, router.Id, [subnet]).TryGet(out _, out error))
        {
            return error;
        }
        var address = new FixedIpRequest(subnet.Id, gateway);
        // One port advertises all IPv6 prefixes of a network: hosts see one router.
        if (subnet.IpVersion == 6 && Ipv6Interface(state, router, subnet.NetworkId) is { } existing)
        {
            return ports.Change(state, existing, existing with { RequestedIps = [.. PortKinds.ShowFixedIps(existing), address] })
                .Map(port => new RouterInterface(router.Id, port, [subnet.Id]));
        }
        return ports.Create(state, new Port
        {
            ProjectId = router.ProjectId,
            NetworkId = subnet.NetworkId,
            DeviceId = router.Id,
            DeviceOwner = RouterModes.InterfaceOwner(router),
            RequestedIps = [address],
            Binding = new PortBinding { Host = RouterModes.InterfaceHost(router) },
        }).Map(port => new RouterInterface(router.Id, port, [subnet.Id]));
    }

    private Result<RouterInterface> AddPort(Transaction state, Caller caller, Router router, string portId)
    {
        if (state.In(PortTable.Table).Find(portId) is not { } port || !SeesPort(state, caller, port))
            return Error.NotFound("PortNotFound", $"Port {portId} could not be found.");
        if (port.DeviceId.Length > 0)
        {
            return Error.Conflict("PortInUse",
                $"Unable to complete operation on port {port.Id} for network {port.NetworkId}. Port already has an attached device {port.DeviceId}.");
        }
        if (port.FixedIps.IsEmpty)
            return RouterErrors.BadRequest("Router port must have at least one fixed IP");
        var subnets = RouterPorts.SubnetsOf(state, port);
        foreach (var subnet in subnets)
        {
            if (!CheckAdvertised(subnet).TryGet(out _, out var refused))
                return refused;
        }
        if (subnets.Exists(subnet => subnet.IpVersion == 6) && Ipv6Interface(state, router, port.NetworkId) is { } other)
        {
            return RouterErrors.BadRequest(
                $"Router already contains IPv6 port {other.Id} belonging to network id {port.NetworkId}. "
                + "Only one IPv6 port from the same network subnet can be connected to a router");
        }
        if (!RouterModes.CheckNetwork(state, router, port.NetworkId).TryGet(out _, out var error)
            || !RouterPorts.CheckConnecting(state, router.Id, subnets).TryGet(out _, out error))
        {
            return error;
        }
        if (subnets.Count(subnet => subnet.IpVersion == 4) > 1)
            return RouterErrors.BadRequest("Cannot have multiple IPv4 subnets on router port");
        foreach (var ip in port.FixedIps)
        {
            var subnet = subnets.Find(subnet => subnet.Id == ip.SubnetId)!;
            if (!caller.IsAdmin && subnet.ProjectId != caller.ProjectId && !subnet.AllocationPools.Items.Any(pool => pool.Start <= ip.Address && ip.Address <= pool.End))
            {
                return RouterErrors.BadRequest(
                    $"Cannot add interface to router because specified port {port.Id} has an IP address out of the allocation pool of subnet "
                    + $"{subnet.Id}, which is not owned by the project making the request");
            }
        }
        var attached = port with
        {
            DeviceId = router.Id,
            DeviceOwner = RouterModes.InterfaceOwner(router),
            Binding = new PortBinding { Host = RouterModes.InterfaceHost(router) },
        };
        return ports.Change(state, port, attached)
            .Map(changed => new RouterInterface(router.Id, changed, subnets.Select(subnet => subnet.Id).ToEquatableList()));
    }

    private Result<RouterInterface> RemovePort(Transaction state, Router router, string portId, string? subnetId)
    {
        if (RouterPorts.Interfaces(state, router.Id).FirstOrDefault(port => port.Id == portId) is not { } port)
            return RouterErrors.InterfaceNotFound(router.Id, portId);
        var subnets = RouterPorts.SubnetsOf(state, port);
        if (subnetId is not null && !subnets.Exists(subnet => subnet.Id == subnetId))
            return NetworkErrors.Invalid("SubnetMismatchForPort", $"Subnet on port {portId} does not match the requested subnet {subnetId}.");
        foreach (var subnet in subnets)
        {
            if (!CheckUnused(state, router, subnet).TryGet(out _, out var error))
                return error;
        }
        ports.Delete(state, port);
        return new RouterInterface(router.Id, port, subnets.Select(subnet => subnet.Id).ToEquatableList());
    }

    private Result<RouterInterface> RemoveSubnet(Transaction state, Router router, string subnetId)
    {
        if (state.In(SubnetTable.Table).Find(subnetId) is not { } subnet)
            return NetworkErrors.SubnetNotFound(subnetId);
        if (RouterPorts.Interfaces(state, router.Id).FirstOrDefault(port => port.FixedIps.Items.Any(ip => ip.SubnetId == subnetId)) is not { } port)
            return RouterErrors.InterfaceNotFoundForSubnet(router.Id, subnetId);
        if (!CheckUnused(state, router, subnet).TryGet(out _, out var error))
            return error;
        if (port.FixedIps.Items.All(ip => ip.SubnetId == subnetId))
            ports.Delete(state, port);
        else
            ports.RemoveAddresses(state, port, subnetId);
        return new RouterInterface(router.Id, port, [subnetId]);
    }

    /// <summary>Floating IPs of ports on the subnet or of its own network, and routes through it, need the interface.</summary>
    private Result<Done> CheckUnused(IStateReader state, Router router, Subnet subnet)
    {
        foreach (var floating in FloatingIpTable.ByRouter.Of(state, router.Id))
        {
            var leadsThere = floating.FixedAddress is { } address && PortTable.ByAddress.Find(state, subnet.Id, address)?.Id == floating.PortId;
            var comesFromThere = floating.FloatingNetworkId == subnet.NetworkId && !router.Gateways.Any(gateway => gateway.NetworkId == subnet.NetworkId);
            if (comesFromThere)
                return RouterErrors.InterfaceInUse("RouterInterfaceInUseAsGatewayByFloatingIP", router.Id, subnet.Id, "floating IPs as a gateway");
            if (leadsThere)
                return RouterErrors.InterfaceInUse("RouterInterfaceInUseByFloatingIP", router.Id, subnet.Id, "floating IPs");
        }
        return router.Routes.Items.Any(route => subnet.Cidr.Contains(route.NextHop))
            ? RouterErrors.InterfaceInUse("RouterInterfaceInUseByRoute", router.Id, subnet.Id, "routes")
            : Guards.All(guards, guard => guard.CheckRemovingInterface(state, router, subnet));
    }

    // Hosts of such a subnet follow a router that is not ours.
    private static Result<Done> CheckAdvertised(Subnet subnet) => subnet is { IpVersion: 6, Ipv6RaMode: null, Ipv6AddressMode: not null }
        ? RouterErrors.BadRequest($"IPv6 subnet {subnet.Id} configured to receive RAs from an external router cannot be added to Neutron Router")
        : Done.Ok;

    private static Port? Ipv6Interface(IStateReader state, Router router, string networkId) =>
        RouterPorts.Interfaces(state, router.Id).FirstOrDefault(port => port.NetworkId == networkId && port.FixedIps.Items.Any(ip => ip.Address.IsV6));

    private static bool SeesPort(IStateReader state, Caller caller, Port port) =>
        caller.IsAdmin || port.ProjectId == caller.ProjectId || state.In(NetworkTable.Table).Find(port.NetworkId)?.ProjectId == caller.ProjectId;
}
