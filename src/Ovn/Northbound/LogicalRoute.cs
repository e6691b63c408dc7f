using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Subnets;
using Naru.Ovn.Rows;
using Naru.Primitives;
using Naru.Protocols.Ovsdb.Models.OvnNorthbound;
using Naru.State;

namespace Naru.Ovn.Northbound;

/// <summary>A static route of a logical router.</summary>
/// <param name="Gateway">The router's gateway port that it goes out by; null: it was added, and goes out where its next hop is.</param>
/// <param name="SubnetId">Of a way out: the subnet whose gateway it leads to.</param>
/// <param name="IsByPort">The row names the gateway, since there are several.</param>
public sealed record LogicalRoute(IpPrefix Prefix, IpAddress NextHop, Port? Gateway = null, string? SubnetId = null, bool IsByPort = false)
{
    private static readonly IpPrefix Everything = IpPrefix.Parse("0.0.0.0/0");
    private static readonly IpPrefix EverythingV6 = IpPrefix.Parse("::/0");

    /// <summary>The routes of a router, in the order in which northd numbers those of one prefix: that of their UUIDs.</summary>
    /// <remarks>Of several with the same prefix OVN takes each for some of the flows (ovn-nb(5), Logical_Router_Static_Route).</remarks>
    public static IEnumerable<LogicalRoute> Numbered(IStateReader state, Router router) => Of(state, router).OrderBy(route => route.KeyOn(router).Uuid.ToString(), StringComparer.Ordinal);

    internal static IEnumerable<LogicalRoute> Of(IStateReader state, Router router) =>
        router.Routes.Select(route => new LogicalRoute(route.Destination, route.NextHop)).Concat(WaysOut(state, router)).DistinctBy(route => route.KeyOn(router));

    internal RowKey KeyOn(Router router) => new(
        LogicalRouterStaticRoute.Table.Name, RowIds.Of("route", $"{router.Id}/{Prefix}/{NextHop}{(IsByPort ? $"/{Gateway!.Id}" : "")}")); // A row that names a gateway has one.

    // Of several gateways the first is the way out, unless all are to be used at once.
    private static IEnumerable<LogicalRoute> WaysOut(IStateReader state, Router router) =>
        from gateway in router.Gateways
        where gateway.PortId == router.GatewayPortId || router.EnableDefaultRouteEcmp
        let port = state.In(PortTable.Table).Find(gateway.PortId)
        where port is not null
        from subnet in port.FixedIps.Items.Select(ip => state.In(SubnetTable.Table).Find(ip.SubnetId)).OfType<Subnet>().DistinctBy(subnet => subnet.Id)
        let hop = subnet.GatewayIp
        where hop is not null
        select new LogicalRoute(hop.Value.IsV4 ? Everything : EverythingV6, hop.Value, port, subnet.Id, !router.MoreGateways.IsEmpty);
}
