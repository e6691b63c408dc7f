using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Subnets;
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
        foreach (var route in router.Routes)
            AddRoute(rows, logical, router, $"{route.Destination}", $"{route.NextHop}", [("neutron:is_static_route", "True")]);
        foreach (var gateway in router.Gateways)
        {
            if (state.In(PortTable.Table).Find(gateway.PortId) is not { } port)
                continue;
            AddDefaultRoutes(state, rows, logical, router, port);
            if (router.EnableSnat)
                AddTranslations(state, rows, logical, router, port);
        }
        QosRows.Add(state, router, rows);
        return rows.Done();
    }

    private static void AddDefaultRoutes(IStateReader state, RowSet rows, RowKey logical, Router router, Port gateway)
    {
        // Of several gateways the first is the way out, unless all are to be used at once.
        if (gateway.Id != router.GatewayPortId && !router.EnableDefaultRouteEcmp)
            return;
        foreach (var subnet in gateway.FixedIps.Select(ip => state.In(SubnetTable.Table).Find(ip.SubnetId)).OfType<Subnet>().DistinctBy(subnet => subnet.Id))
        {
            if (subnet.GatewayIp is not { } hop)
                continue;
            AddRoute(
                rows, logical, router, hop.IsV4 ? "0.0.0.0/0" : "::/0", $"{hop}",
                [("neutron:is_ext_gw", "true"), (OwnIds.SubnetId, subnet.Id), ("neutron:is_static_route", "true")],
                router.MoreGateways.IsEmpty ? null : OvnNames.RouterPort(gateway.Id));
        }
    }

    private static void AddRoute(
        RowSet rows, RowKey logical, Router router, string prefix, string hop, ReadOnlySpan<(string, string)> ids, string? port = null) => rows.AddTo(
        logical, LogicalRouter.Columns.StaticRoutes.Name, new LogicalRouterStaticRoute
        {
            Uuid = RowIds.Of("route", $"{router.Id}/{prefix}/{hop}"),
            IpPrefix = prefix,
            Nexthop = hop,
            OutputPort = port,
            ExternalIds = OwnIds.Of("router", router.Id, ids),
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
