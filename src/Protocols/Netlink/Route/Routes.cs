using System.Collections.Immutable;
using Naru.Primitives;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>The routes of a namespace: <c>ip route</c>, <c>ip -6 route</c>.</summary>
public sealed class Routes
{
    private readonly NetlinkSocket _socket;

    internal Routes(NetlinkSocket socket) => _socket = socket;

    /// <summary>The routes of a table, IPv4 first; none if there is no such table.</summary>
    public Result<ImmutableArray<IpRoute>> List(uint table = RoutingTable.Main) => _socket
        .Dump(RouteRequests.List(table), IpRoute.Read)
        .OrEmpty()
        // Kernels without the filter answer with every table.
        .Map(routes => routes.RemoveAll(route => route.Table != table));

    /// <summary>The way that the kernel would take for a packet: <c>ip route get</c>. Of several gateways it is the one that its hash chooses.</summary>
    public Result<IpRoute> Look(RouteQuestion question) => _socket.Get(RouteRequests.Look(question), IpRoute.Read);

    /// <summary>Adds a route; EEXIST if there is one to the same destination with the same metric and table.</summary>
    public Result<Done> Add(IpRoute route) => _socket.Execute(RouteRequests.Add(route));

    /// <summary>Adds a route in the place of one to the same destination with the same metric and table.</summary>
    public Result<Done> Replace(IpRoute route) => _socket.Execute(RouteRequests.Replace(route));

    /// <summary>Deletes a route; one that is not there is fine. What it leaves open (gateway, link, metric, scope) matches anything.</summary>
    public Result<Done> Delete(IpRoute route) => _socket.Execute(RouteRequests.Delete(route)).OrAbsent();
}
