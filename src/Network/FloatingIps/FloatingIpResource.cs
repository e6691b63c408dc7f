using Naru.Network.PortForwardings;
using Naru.Network.Ports;
using Naru.Network.Qos;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.FloatingIps;

/// <summary>The declaration of <c>/floatingips</c>.</summary>
public static class FloatingIpResource
{
    private static readonly ObjectKind<Port> PortDetails = new(
        static () => new Port(),
        new Field<Port, string>("name", Kinds.Name, p => p.Name),
        new Field<Port, string>("network_id", Kinds.Uuid, p => p.NetworkId),
        new Field<Port, MacAddress>("mac_address", Kinds.Mac, p => p.MacAddress),
        new Field<Port, bool>("admin_state_up", Kinds.Flag, p => p.AdminStateUp),
        new Field<Port, PortStatus>("status", PortKinds.Status, p => p.Status),
        new Field<Port, string>("device_id", Kinds.Text(255), p => p.DeviceId),
        new Field<Port, string>("device_owner", Kinds.Text(255), p => p.DeviceOwner));

    public static readonly ResourceDefinition<FloatingIp> Definition = new("floatingip", "floatingips", FloatingIpTable.Table)
    {
        Extension = "router",
        ErrorName = "FloatingIP",
        Title = "Floating IP",
        Blank = static () => new FloatingIp(),
        ByProject = FloatingIpTable.ByProject,
        Lookups = new Dictionary<string, Index<FloatingIp, string>>
        {
            ["port_id"] = FloatingIpTable.ByPort,
            ["router_id"] = FloatingIpTable.ByRouter,
            ["floating_network_id"] = FloatingIpTable.ByNetwork,
        },
        Quota = "floatingip",
        Tagged = true,
        Fields =
        [
            StandardFields.Id<FloatingIp>(),
            StandardFields.ProjectId<FloatingIp>(),
            new Field<FloatingIp, IpAddress?>(
                "floating_ip_address", Kinds.Ip.OrNone(), f => f.FloatingAddress == default ? null : f.FloatingAddress,
                (f, value) => f with { FloatingAddress = value ?? default })
            {
                Access = Access.Create, Query = Query.FilterSort, CreatePolicy = Rules.ManagerOrAdmin,
            },
            new Field<FloatingIp, string>(
                "floating_network_id", Kinds.Uuid, f => f.FloatingNetworkId, (f, value) => f with { FloatingNetworkId = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
            new Field<FloatingIp, string?>("router_id", Kinds.Uuid.OrNull(), f => f.RouterId) { Query = Query.FilterSort },
            new Field<FloatingIp, string?>("port_id", Kinds.Uuid.OrNull(), f => f.PortId, (f, value) => f with { PortId = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<FloatingIp, IpAddress?>(
                "fixed_ip_address", Kinds.Ip.OrNone(), f => f.FixedAddress, (f, value) => f with { FixedAddress = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<FloatingIp, string>("status", Kinds.Text(16), f => f.Status) { Query = Query.FilterSort },
            // Says where the address is to come from and is never shown: the address says it from then on.
            new Field<FloatingIp, string?>(
                "subnet_id", Kinds.Uuid.OrNull(), f => f.RequestedSubnetId, (f, value) => f with { RequestedSubnetId = value })
            {
                Access = Access.Create, WriteOnly = true,
            },
            new Field<FloatingIp, Port?>("port_details", PortDetails.OrNull(), DetailsOf) { Extension = "fip-port-details" },
            PortForwardingResource.InFloatingIp,
            new Field<FloatingIp, string>("dns_name", DnsNames.Name, f => f.DnsName, (f, value) => f with { DnsName = value })
            {
                Access = Access.Create, Query = Query.Filter, Extension = "dns-integration",
            },
            new Field<FloatingIp, string>("dns_domain", DnsNames.Domain, f => f.DnsDomain, (f, value) => f with { DnsDomain = value })
            {
                Access = Access.Create, Query = Query.Filter, Extension = "dns-integration",
            },
            .. QosFields.OfFloatingIps,
            StandardFields.Description<FloatingIp>(),
            .. StandardFields.Trailer<FloatingIp>(),
        ],
    };

    private static Port? DetailsOf(IStateReader state, FloatingIp floating) =>
        floating.PortId is { } id ? state.In(PortTable.Table).Find(id) : null;
}
