using Naru.Network.Networks;
using Naru.Network.Qos;
using Naru.Network.Trunks;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.Ports;

/// <summary>The declaration of <c>/ports</c>.</summary>
public static class PortResource
{
    /// <summary>Whoever may say what address or hardware a port has: the network's owner, administrators, services.</summary>
    private const string OwnerOrService = NetworkPolicy.NetworkOwnerServiceOrAdmin;

    /// <summary>A device owner of the network service itself is for the network's owner and services to give.</summary>
    private const string NetworkDevice = "not 'True':%(is_network_device)s or " + OwnerOrService;

    /// <summary>Choosing a subnet is allowed on shared networks too, choosing an address is not.</summary>
    private const string FixedIps = OwnerOrService + " or ('True':%(is_on_shared_network)s and not 'True':%(asks_for_address)s)";

    private const string MemberOrNetworkOwner = NetworkPolicy.MemberServiceOrAdmin + " or " + NetworkPolicy.NetworkOwner;

    public static readonly ResourceDefinition<Port> Definition = new("port", "ports", PortTable.Table)
    {
        Blank = static () => new Port(),
        ByProject = PortTable.ByProject,
        Lookups = new Dictionary<string, Index<Port, string>>
        {
            ["network_id"] = PortTable.ByNetwork,
            ["device_id"] = PortTable.ByDevice,
            ["security_groups"] = PortTable.BySecurityGroup,
            ["binding:host_id"] = PortTable.ByHost,
        },
        Quota = "port",
        Tagged = true,
        CreatePolicy = OwnerOrService + " or (role:member and 'True':%(is_on_shared_network)s)",
        ReadPolicy = NetworkPolicy.ReaderServiceOrAdmin + " or (role:reader and project_id:%(network:project_id)s)",
        UpdatePolicy = NetworkPolicy.MemberServiceOrAdmin,
        DeletePolicy = MemberOrNetworkOwner,
        PolicyTarget = static (state, port, name) => name switch
        {
            "is_network_device" => port.IsNetworkDevice.ToString(),
            "is_on_shared_network" => (state.In(NetworkTable.Table).Find(port.NetworkId) is { } network
                && NetworkAccess.IsSharedWith(state, port.ProjectId, network)).ToString(),
            "asks_for_address" => (port.RequestedIps?.Items.Any(ip => ip.Address is not null) ?? false).ToString(),
            _ => NetworkAttributes.Of(state, port.NetworkId, name),
        },
        Fields =
        [
            StandardFields.Id<Port>(),
            new Field<Port, string>("name", Kinds.Name, p => p.Name, (p, value) => p with { Name = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            StandardFields.ProjectId<Port>(),
            new Field<Port, string>("network_id", Kinds.Uuid, p => p.NetworkId, (p, value) => p with { NetworkId = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
            new Field<Port, bool>("admin_state_up", Kinds.Flag, p => p.AdminStateUp, (p, value) => p with { AdminStateUp = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<Port, MacAddress?>(
                "mac_address", PortKinds.Mac.OrNone(), p => p.MacAddress, (p, value) => p with { MacAddress = value ?? MacAddress.Zero })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, CreatePolicy = OwnerOrService, UpdatePolicy = NetworkPolicy.NetworkManagerServiceOrAdmin,
            },
            new Field<Port, EquatableList<FixedIpRequest>>(
                "fixed_ips", Kinds.ListOf(PortKinds.FixedIp), PortKinds.ShowFixedIps, (p, value) => p with { RequestedIps = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter, CreatePolicy = FixedIps, UpdatePolicy = OwnerOrService, FilterBy = PortKinds.HasFixedIp,
            },
            new Field<Port, string>("device_id", Kinds.Text(255), p => p.DeviceId, (p, value) => p with { DeviceId = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<Port, string>("device_owner", Kinds.Text(255), p => p.DeviceOwner, (p, value) => p with { DeviceOwner = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, CreatePolicy = NetworkDevice, UpdatePolicy = NetworkDevice,
            },
            new Field<Port, PortStatus>("status", PortKinds.Status, p => p.Status) { Query = Query.FilterSort },
            new Field<Port, EquatableList<string>>(
                "security_groups", Kinds.ListOf(Kinds.Uuid), p => p.SecurityGroupIds, (p, value) => p with { SecurityGroupIds = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter, Extension = "security-group",
            },
            new Field<Port, EquatableList<AllowedAddressPair>>(
                "allowed_address_pairs", PortKinds.AddressPairs, p => p.AllowedAddressPairs, (p, value) => p with { AllowedAddressPairs = value })
            {
                Access = Access.CreateUpdate, Extension = "allowed-address-pairs",
                CreatePolicy = OwnerOrService, UpdatePolicy = OwnerOrService,
            },
            new Field<Port, EquatableList<ExtraDhcpOption>>(
                "extra_dhcp_opts", Kinds.ListOf(PortKinds.DhcpOption), p => p.ExtraDhcpOptions, (p, value) => p with { ExtraDhcpOptions = value })
            {
                Access = Access.CreateUpdate, Extension = "extra_dhcp_opt",
            },
            new Field<Port, bool>("port_security_enabled", Kinds.Flag, p => p.PortSecurityEnabled, (p, value) => p with { PortSecurityEnabled = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter, Extension = "port-security",
                CreatePolicy = OwnerOrService, UpdatePolicy = OwnerOrService,
            },
            new Field<Port, string>("binding:host_id", Kinds.Text(255), p => p.Binding.Host, (p, value) => p with { Binding = p.Binding with { Host = value } })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, Extension = "binding",
                CreatePolicy = Rules.ServiceOrAdmin, UpdatePolicy = Rules.ServiceOrAdmin, ReadPolicy = Rules.ServiceOrAdmin,
            },
            new Field<Port, string>("binding:vnic_type", PortKinds.VnicType, p => p.Binding.VnicType, (p, value) => p with { Binding = p.Binding with { VnicType = value } })
            {
                Access = Access.CreateUpdate, Query = Query.Filter, Extension = "binding",
            },
            new Field<Port, string>("binding:profile", Kinds.Json, p => p.Binding.Profile, (p, value) => p with { Binding = p.Binding with { Profile = value } })
            {
                Access = Access.CreateUpdate, Extension = "binding",
                CreatePolicy = Rules.ServiceOrAdmin, UpdatePolicy = Rules.ServiceOrAdmin, ReadPolicy = Rules.ServiceOrAdmin,
            },
            new Field<Port, string>("binding:vif_type", Kinds.Text(64), p => p.Binding.VifType)
            {
                Query = Query.Filter, Extension = "binding", ReadPolicy = Rules.ServiceOrAdmin,
            },
            new Field<Port, VifDetails?>("binding:vif_details", PortKinds.VifDetails, p => p.Binding.Details)
            {
                Extension = "binding", ReadPolicy = Rules.ServiceOrAdmin,
            },
            new Field<Port, string>("dns_name", DnsNames.Name, p => p.DnsName, (p, value) => p with { DnsName = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter, Extension = "dns-integration",
            },
            new Field<Port, EquatableList<DnsAssignment>>("dns_assignment", Kinds.ListOf(PortKinds.DnsAssignment), DnsAssignment.Of)
            {
                Extension = "dns-integration",
            },
            new Field<Port, string>("dns_domain", DnsNames.Domain, p => p.DnsDomain, (p, value) => p with { DnsDomain = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter, Extension = "dns-domain-ports",
            },
            .. PortHardware.Fields,
            new Field<Port, string>("ip_allocation", Kinds.Text(16), p => p.IpAllocation) { Query = Query.Filter, Extension = "ip_allocation" },
            new Field<Port, bool>(
                "propagate_uplink_status", Kinds.Flag, p => p.PropagateUplinkStatus, (p, value) => p with { PropagateUplinkStatus = value })
            {
                Access = Access.CreateUpdate, Extension = "uplink-status-propagation",
            },
            new Field<Port, string?>("data_plane_status", PortKinds.DataPlaneStatus, p => p.DataPlaneStatus, (p, value) => p with { DataPlaneStatus = value })
            {
                Access = Access.Update, Query = Query.Filter, Extension = "data-plane-status",
                UpdatePolicy = Rules.AdminOnly + " or role:data_plane_integrator",
            },
            TrunkDetails.Field,
            .. QosFields.OfPorts,
            StandardFields.Description<Port>(),
            .. StandardFields.Trailer<Port>(),
        ],
    };
}
