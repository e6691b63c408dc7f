using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Ovn.Rows;
using Naru.Protocols.Ovsdb.Models.OvnNorthbound;
using Naru.Protocols.Ovsdb.Values;
using Naru.State;

namespace Naru.Ovn.Northbound;

/// <summary>Routers: a logical router each with its routes, and the translation of what leaves through its gateways.</summary>
internal static class RouterRows
{
    /// <summary>After so many seconds without use a learned neighbour is forgotten, so that the southbound database does not grow for ever.</summary>
    private const string NeighbourAge = "3600";

    public static UnitRows Of(IStateReader state, string id)
    {
        if (state.In(RouterTable.Table).Find(id) is not { } router)
            return UnitRows.None;
        var rows = new RowSet();
        var logical = rows.Add(new LogicalRouter
        {
            Uuid = RowIds.Router(id).Uuid,
            Name = OvnNames.Neutron(id),
            Enabled = router.AdminStateUp,
            Options = TextMap.Of(
                ("always_learn_from_arp_request", "false"), ("dynamic_neigh_routers", "true"), ("mac_binding_age_threshold", NeighbourAge)),
            ExternalIds = OwnIds.Of(
                "router", id,
                ("neutron:router_name", router.Name),
                ("neutron:revision_number", $"{router.RevisionNumber}"),
                ("neutron:availability_zone_hints", string.Join(',', router.AvailabilityZoneHints))),
        });
        foreach (var route in LogicalRoute.Of(state, router))
            AddRoute(rows, logical, router, route);
        foreach (var port in router.Gateways.Items.Select(gateway => state.In(PortTable.Table).Find(gateway.PortId)).OfType<Port>())
        {
            if (router.EnableSnat)
                AddTranslations(state, rows, logical, router, port);
        }
        QosRows.Add(state, router, rows);
        return rows.Done();
    }

    private static void AddRoute(RowSet rows, RowKey logical, Router router, LogicalRoute route) => rows.AddTo(
        logical, LogicalRouter.Columns.StaticRoutes.Name, new LogicalRouterStaticRoute
        {
            Uuid = route.KeyOn(router).Uuid,
            IpPrefix = $"{route.Prefix}",
            Nexthop = $"{route.NextHop}",
            OutputPort = route.IsByPort ? OvnNames.RouterPort(route.Gateway!.Id) : null, // A row that names a gateway has one.
            ExternalIds = OwnIds.Of(
                "router", router.Id,
                route.SubnetId is { } subnet
                    ? [("neutron:is_ext_gw", "true"), (OwnIds.SubnetId, subnet), ("neutron:is_static_route", "true")]
                    : [("neutron:is_static_route", "True")]),
        });

    private static void AddTranslations(IStateReader state, RowSet rows, RowKey logical, Router router, Port gateway)
    {
        var outside = gateway.FixedIps.Items.Where(ip => ip.Address.IsV4).Select(ip => ip.Address).Take(1).ToList();
        var inside = RouterPorts.Interfaces(state, router.Id).SelectMany(port => RouterPorts.SubnetsOf(state, port))
            .Where(subnet => subnet.IpVersion == 4).Select(subnet => subnet.Cidr).Distinct().Order();
        foreach (var (address, block) in outside.SelectMany(address => inside.Select(block => (address, block))))
        {
            rows.AddTo(logical, LogicalRouter.Columns.Nat.Name, new NAT
            {
                Uuid = RowIds.Of("snat", $"{router.Id}/{gateway.Id}/{block}"),
                Type = "snat",
                LogicalIp = $"{block}",
                ExternalIp = $"{address}",
                GatewayPort = router.MoreGateways.IsEmpty ? null : RowIds.RouterPort(gateway.Id).Uuid,
                ExternalIds = OwnIds.Of("router", router.Id),
            });
        }
    }
}
