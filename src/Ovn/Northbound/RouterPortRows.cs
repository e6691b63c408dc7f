using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.Ovn.Rows;
using Naru.Protocols.Ovsdb.Models.OvnNorthbound;
using Naru.Protocols.Ovsdb.Values;
using Naru.State;

namespace Naru.Ovn.Northbound;

/// <summary>The router's side of its ports, and the chassis that may be its way out.</summary>
internal static class RouterPortRows
{
    public static void Add(IStateReader state, Port port, VirtualNetwork network, RowSet rows)
    {
        // Removing a router removes its ports first; a port without a router, or without an address, is not one of OVN's.
        if (state.In(RouterTable.Table).Find(port.DeviceId) is not { } router || port.FixedIps.IsEmpty)
            return;
        var subnets = port.FixedIps.Items.Select(ip => (ip.Address, Subnet: state.In(SubnetTable.Table).Find(ip.SubnetId))).Where(pair => pair.Subnet is not null).ToList();
        var isGateway = port.DeviceOwner == DeviceOwners.RouterGateway;
        var logical = rows.AddTo(RowIds.Router(router.Id), LogicalRouter.Columns.Ports.Name, new LogicalRouterPort
        {
            Uuid = RowIds.RouterPort(port.Id).Uuid,
            Name = OvnNames.RouterPort(port.Id),
            Mac = port.MacAddress.ToString(),
            Networks = [.. subnets.Select(pair => $"{pair.Address}/{pair.Subnet!.Cidr.Length}").Order(StringComparer.Ordinal)],
            Enabled = port.AdminStateUp ? null : false,
            Options = OptionsOf(state, router, port, network, isGateway),
            Ipv6RaConfigs = isGateway ? EquatableMap<string, string>.Empty : RouterAdvertisements(subnets.Select(pair => pair.Subnet!), network),
            ExternalIds = OwnIds.Of(
                "port", port.Id,
                ("neutron:revision_number", $"{port.RevisionNumber}"),
                ("neutron:subnet_ids", string.Join(' ', subnets.Select(pair => pair.Subnet!.Id).Distinct())),
                ("neutron:network_name", OvnNames.Neutron(network.Id)),
                ("neutron:router_name", router.Id),
                ("neutron:is_ext_gw", isGateway ? "True" : "False")),
        });
        if (!isGateway)
            return;
        foreach (var (chassis, priority) in Gateways.For(state, network.Id, router.Id))
        {
            rows.AddTo(logical, LogicalRouterPort.Columns.GatewayChassis.Name, new GatewayChassis
            {
                Uuid = RowIds.Of("gateway", $"{port.Id}/{chassis}"),
                Name = $"{OvnNames.RouterPort(port.Id)}_{chassis}",
                ChassisName = chassis,
                Priority = priority,
                ExternalIds = OwnIds.Of("port", port.Id),
            });
        }
    }

    /// <summary>Whether instances of the network reach the router where they are. On a physical network they all reach it at its gateway.</summary>
    public static bool IsDistributedOn(IStateReader state, string networkId) => SegmentTable.Of(state, networkId).All(segment => segment.PhysicalNetwork is null);

    private static EquatableMap<string, string> OptionsOf(IStateReader state, Router router, Port port, VirtualNetwork network, bool isGateway)
    {
        var options = EquatableMap<string, string>.Empty;
        // Who sends more than fits is told so (RFC 1191), also where the networks of the router have different sizes.
        if (isGateway || RouterPorts.Of(state, router.Id).Any(other => other.Id != port.Id && state.In(NetworkTable.Table).Find(other.NetworkId)?.Mtu > network.Mtu))
            options = options.With("gateway_mtu", $"{network.Mtu}");
        if (!isGateway && router.GatewayPortId is not null && !IsDistributedOn(state, network.Id))
            options = options.With("reside-on-redirect-chassis", "true");
        return options;
    }

    private static EquatableMap<string, string> RouterAdvertisements(IEnumerable<Subnet> subnets, VirtualNetwork network)
    {
        var advertised = subnets.FirstOrDefault(subnet => subnet is { IpVersion: 6, Ipv6RaMode: not null });
        if (advertised is null)
            return EquatableMap<string, string>.Empty;
        var configs = TextMap.Of(
            ("address_mode", advertised.Ipv6RaMode!.Replace('-', '_')), ("send_periodic", "true"), ("mtu", $"{network.Mtu}"));
        return advertised.DnsNameservers is [var first, ..] ? configs.With("rdnss", first.ToString()) : configs;
    }
}
