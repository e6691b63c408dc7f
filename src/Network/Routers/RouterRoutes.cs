using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Routers;

/// <summary>Extra routes of a router (extension <c>extraroute</c>).</summary>
internal static class RouterRoutes
{
    /// <summary>The most routes of a router; Neutron has the same default.</summary>
    private const int MaxRoutes = 30;

    /// <summary>Each next hop is on a subnet that the router is connected to, and is not the router itself.</summary>
    public static Result<Done> Check(IStateReader state, Router router, EquatableList<HostRoute> routes)
    {
        if (routes.IsEmpty)
            return Done.Ok;
        if (routes.Count > MaxRoutes)
        {
            return NetworkErrors.Invalid("RoutesExhausted",
                $"Unable to complete operation for {router.Id}. The number of routes exceeds the maximum {MaxRoutes}.");
        }
        var ports = RouterPorts.Of(state, router.Id).ToList();
        foreach (var route in routes)
        {
            if (!ports.Exists(port => RouterPorts.Reached(state, port).Any(subnet => subnet.Cidr.Contains(route.NextHop))))
                return Refused(route, "the nexthop is not connected with router");
            if (ports.Exists(port => port.FixedIps.Items.Any(ip => ip.Address == route.NextHop)))
                return Refused(route, "the nexthop is used by router");
        }
        return Done.Ok;
    }

    /// <summary>The routes of both lists, each once.</summary>
    public static EquatableList<HostRoute> Add(EquatableList<HostRoute> routes, EquatableList<HostRoute> added) =>
        routes.Items.Concat(added).Distinct().ToEquatableList();

    /// <summary>What is not there to be removed is fine.</summary>
    public static EquatableList<HostRoute> Remove(EquatableList<HostRoute> routes, EquatableList<HostRoute> removed) =>
        routes.Items.Except(removed.Items).ToEquatableList();

    private static Error Refused(HostRoute route, string reason) => NetworkErrors.Invalid("InvalidRoutes",
        $"Invalid format for routes: [{{'destination': '{route.Destination}', 'nexthop': '{route.NextHop}'}}], {reason}");
}
