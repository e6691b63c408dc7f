using Naru.Network.ConntrackHelpers;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers.Gateways;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.Routers;

/// <summary>The declaration of <c>/routers</c>.</summary>
public static class RouterResource
{
    private static readonly ObjectKind<GatewayInfo> GatewayKind = new(
        static () => new GatewayInfo(),
        new Field<GatewayInfo, string?>("network_id", Kinds.Uuid.OrNull(), g => g.NetworkId, (g, value) => g with { NetworkId = value }),
        new Field<GatewayInfo, EquatableList<FixedIpRequest>>(
            "external_fixed_ips", Kinds.ListOf(PortKinds.FixedIp), g => g.FixedIps, (g, value) => g with { FixedIps = value }),
        new Field<GatewayInfo, bool?>("enable_snat", Kinds.Flag.OrNone(), g => g.EnableSnat, (g, value) => g with { EnableSnat = value }),
        new Field<GatewayInfo, string?>(
            "qos_policy_id", Kinds.Uuid.OrNull(), g => g.QosPolicyId, (g, value) => g with { QosPolicyId = value, NamesQosPolicy = true })
        {
            Extension = "qos-gateway-ip",
        });

    /// <summary>A list of gateways, as attribute and as body of their actions.</summary>
    public static readonly ListKind<GatewayInfo> Gateways = Kinds.ListOf(GatewayKind);

    /// <summary>A list of extra routes, as attribute and as body of their actions.</summary>
    public static readonly ListKind<HostRoute> Routes = Kinds.ListOf(SubnetResource.RouteKind);

    public static readonly ResourceDefinition<Router> Definition = new("router", "routers", RouterTable.Table)
    {
        Extension = "router",
        Blank = static () => new Router(),
        ByProject = RouterTable.ByProject,
        Quota = "router",
        Tagged = true,
        Fields =
        [
            StandardFields.Id<Router>(),
            new Field<Router, string>("name", Kinds.Name, r => r.Name, (r, value) => r with { Name = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            StandardFields.ProjectId<Router>(),
            new Field<Router, bool>("admin_state_up", Kinds.Flag, r => r.AdminStateUp, (r, value) => r with { AdminStateUp = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<Router, string>("status", Kinds.Text(16), r => r.Status) { Query = Query.FilterSort },
            new Field<Router, GatewayInfo?>(
                "external_gateway_info", GatewayKind.OrNull(), RouterGateway.Show, (r, value) => r with { RequestedGateway = value })
            {
                Access = Access.CreateUpdate, Extension = "ext-gw-mode",
            },
            new Field<Router, EquatableList<GatewayInfo>>(
                "external_gateways", Gateways, ExternalGateways.Show, (r, value) => r with { RequestedGateways = value })
            {
                Access = Access.CreateUpdate, Extension = "external-gateway-multihoming",
            },
            new Field<Router, bool>(
                "enable_default_route_ecmp", Kinds.Flag, r => r.EnableDefaultRouteEcmp, (r, value) => r with { EnableDefaultRouteEcmp = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter, Extension = "enable-default-route-ecmp",
                CreatePolicy = Rules.AdminOnly, UpdatePolicy = Rules.AdminOnly,
            },
            new Field<Router, bool>("enable_ndp_proxy", Kinds.Flag, r => r.EnableNdpProxy, (r, value) => r with { EnableNdpProxy = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter, Extension = "l3-ext-ndp-proxy",
            },
            ConntrackHelperResource.InRouter,
            new Field<Router, EquatableList<HostRoute>>("routes", Routes, r => r.Routes, (r, value) => r with { Routes = value })
            {
                Access = Access.Update, Extension = "extraroute",
            },
            new Field<Router, bool>("enable_snat", Kinds.Flag, r => r.EnableSnat) { Query = Query.FilterSort, Extension = "router-enable-snat" },
            new Field<Router, bool>("distributed", Kinds.Flag, r => r.IsDistributed, (r, value) => r with { IsDistributed = value })
            {
                Extension = "dvr", Access = Access.CreateUpdate, Query = Query.FilterSort,
                CreatePolicy = Rules.AdminOnly, UpdatePolicy = Rules.AdminOnly, ReadPolicy = Rules.AdminOnly,
            },
            new Field<Router, bool>("ha", Kinds.Flag, r => r.IsHighlyAvailable, (r, value) => r with { IsHighlyAvailable = value })
            {
                Extension = "l3-ha", Access = Access.CreateUpdate, Query = Query.FilterSort,
                CreatePolicy = Rules.AdminOnly, UpdatePolicy = Rules.AdminOnly, ReadPolicy = Rules.AdminOnly,
            },
            new Field<Router, EquatableList<string>>(
                "availability_zone_hints", Kinds.ListOf(Kinds.Text(255)), r => r.AvailabilityZoneHints, (r, value) => r with { AvailabilityZoneHints = value })
            {
                Access = Access.Create, Extension = "router_availability_zone",
            },
            new Field<Router, EquatableList<string>>("availability_zones", Kinds.ListOf(Kinds.Text(255)), Zones)
            {
                Extension = "router_availability_zone",
            },
            new Field<Router, string?>("flavor_id", Kinds.Uuid.OrNull(), r => r.FlavorId, (r, value) => r with { FlavorId = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Extension = "l3-flavors",
            },
            StandardFields.Description<Router>(),
            .. StandardFields.Trailer<Router>(),
        ],
    };

    private static EquatableList<string> Zones(IStateReader state, Router router) =>
        router.Hosts.Select(host => state.In(NodeTable.Table).Find(host)?.AvailabilityZone).OfType<string>().Distinct().ToEquatableList();
}
