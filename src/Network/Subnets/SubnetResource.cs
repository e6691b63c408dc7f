using Naru.Network.Networks;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.Subnets;

/// <summary>The declaration of <c>/subnets</c>.</summary>
public static class SubnetResource
{
    private static readonly ObjectKind<AllocationPool> PoolKind = new(
        static () => new AllocationPool(default, default),
        new Field<AllocationPool, IpAddress>("start", Kinds.Ip, pool => pool.Start, (pool, value) => pool with { Start = value }) { Required = true },
        new Field<AllocationPool, IpAddress>("end", Kinds.Ip, pool => pool.End, (pool, value) => pool with { End = value }) { Required = true });

    /// <summary>A route: <c>destination</c> and <c>nexthop</c>.</summary>
    public static readonly ObjectKind<HostRoute> RouteKind = new(
        static () => new HostRoute(default, default),
        new Field<HostRoute, IpPrefix>("destination", Kinds.Prefix, route => route.Destination, (route, value) => route with { Destination = value }) { Required = true },
        new Field<HostRoute, IpAddress>("nexthop", Kinds.Ip, route => route.NextHop, (route, value) => route with { NextHop = value }) { Required = true });

    private static readonly ValueKind<string?> Ipv6Mode = Kinds.OneOf("dhcpv6-stateful", "dhcpv6-stateless", "slaac").OrNull();

    public static readonly ResourceDefinition<Subnet> Definition = new("subnet", "subnets", SubnetTable.Table)
    {
        Blank = static () => new Subnet(),
        ByProject = SubnetTable.ByProject,
        Lookups = new Dictionary<string, Index<Subnet, string>>
        {
            ["network_id"] = SubnetTable.ByNetwork,
            ["subnetpool_id"] = SubnetTable.BySubnetPool,
        },
        Quota = "subnet",
        Tagged = true,
        CreatePolicy = NetworkPolicy.NetworkOwnerOrAdmin,
        ReadPolicy = NetworkPolicy.ReaderServiceOrAdmin + " or (role:reader and project_id:%(network:project_id)s)",
        UpdatePolicy = Rules.MemberOrAdmin + " or " + NetworkPolicy.NetworkOwner,
        DeletePolicy = Rules.MemberOrAdmin + " or " + NetworkPolicy.NetworkOwner,
        // Of an external network others see that it is there, but not how it is made up.
        AlsoVisibleTo = static (state, caller, subnet) =>
            state.In(NetworkTable.Table).Find(subnet.NetworkId) is { } network && NetworkAccess.IsSharedWith(state, caller.ProjectId, network),
        PolicyTarget = static (state, subnet, name) => NetworkAttributes.Of(state, subnet.NetworkId, name),
        Fields =
        [
            StandardFields.Id<Subnet>(),
            new Field<Subnet, string>("name", Kinds.Name, s => s.Name, (s, value) => s with { Name = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            StandardFields.ProjectId<Subnet>(),
            new Field<Subnet, string>("network_id", Kinds.Uuid, s => s.NetworkId, (s, value) => s with { NetworkId = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
            new Field<Subnet, long>("ip_version", Kinds.Integer(4, 6), s => s.IpVersion, (s, value) => s with { IpVersion = (int)value })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
            new Field<Subnet, IpPrefix?>("cidr", Kinds.Prefix.OrNone(), s => s.Cidr, (s, value) => s with { Cidr = value ?? default })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            new Field<Subnet, IpAddress?>("gateway_ip", Kinds.Ip.OrNone(), s => s.GatewayIp, (s, value) => s with { GatewayIp = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<Subnet, EquatableList<AllocationPool>>(
                "allocation_pools", Kinds.ListOf(PoolKind), s => s.AllocationPools, (s, value) => s with { AllocationPools = value })
            {
                Access = Access.CreateUpdate,
            },
            new Field<Subnet, EquatableList<IpAddress>>(
                "dns_nameservers", Kinds.ListOf(Kinds.Ip), s => s.DnsNameservers, (s, value) => s with { DnsNameservers = value })
            {
                Access = Access.CreateUpdate,
            },
            new Field<Subnet, EquatableList<HostRoute>>(
                "host_routes", Kinds.ListOf(RouteKind), s => s.HostRoutes, (s, value) => s with { HostRoutes = value })
            {
                Access = Access.CreateUpdate,
            },
            new Field<Subnet, bool>("enable_dhcp", Kinds.Flag, s => s.EnableDhcp, (s, value) => s with { EnableDhcp = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<Subnet, string?>("ipv6_ra_mode", Ipv6Mode, s => s.Ipv6RaMode, (s, value) => s with { Ipv6RaMode = value })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            new Field<Subnet, string?>("ipv6_address_mode", Ipv6Mode, s => s.Ipv6AddressMode, (s, value) => s with { Ipv6AddressMode = value })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            new Field<Subnet, string?>("subnetpool_id", Kinds.Uuid.OrNull(), s => s.SubnetPoolId, (s, value) => s with { SubnetPoolId = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Extension = "subnet_allocation",
            },
            new Field<Subnet, long?>("prefixlen", Kinds.Integer(0, 128).OrNone(), s => s.RequestedLength, (s, value) => s with { RequestedLength = (int?)value })
            {
                Access = Access.Create, WriteOnly = true, Extension = "subnet_allocation",
            },
            new Field<Subnet, bool>("use_default_subnetpool", Kinds.Flag, s => s.UsesDefaultPool, (s, value) => s with { UsesDefaultPool = value })
            {
                Access = Access.Create, WriteOnly = true, Extension = "default-subnetpools",
            },
            new Field<Subnet, EquatableList<string>>(
                "service_types", new ListKind<string>(Kinds.Text(255)) { Distinct = true }, s => s.ServiceTypes, (s, value) => s with { ServiceTypes = value })
            {
                Access = Access.CreateUpdate, Extension = "subnet-service-types",
            },
            new Field<Subnet, string?>("segment_id", Kinds.Uuid.OrNull(), s => s.SegmentId, (s, value) => s with { SegmentId = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, Extension = "segment",
                CreatePolicy = Rules.AdminOnly, UpdatePolicy = Rules.AdminOnly, ReadPolicy = Rules.AdminOnly,
            },
            new Field<Subnet, bool>("dns_publish_fixed_ip", Kinds.Flag, s => s.DnsPublishFixedIp, (s, value) => s with { DnsPublishFixedIp = value })
            {
                Access = Access.CreateUpdate, Extension = "subnet-dns-publish-fixed-ip",
            },
            new Field<Subnet, bool>(
                "router:external", Kinds.Flag, static (state, s) => state.In(NetworkTable.Table).Find(s.NetworkId) is { IsExternal: true })
            {
                Query = Query.Filter, Extension = "subnet-external-network",
            },
            // Asked for by filters alone: a subnet is as shared as its network.
            new Field<Subnet, bool>("shared", Kinds.Flag, static (state, s) => state.In(NetworkTable.Table).Find(s.NetworkId) is { Shared: true })
            {
                Query = Query.Filter, WriteOnly = true,
            },
            StandardFields.Description<Subnet>(),
            .. StandardFields.Trailer<Subnet>(),
        ],
    };
}
