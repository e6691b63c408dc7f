using Naru.Network.FloatingIps;
using Naru.Network.PortForwardings;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Ovn.Rows;
using Naru.Protocols.Ovsdb.Models.OvnNorthbound;
using Naru.State;

namespace Naru.Ovn.Northbound;

/// <summary>Floating IPs: a translation each, on the instance's host where that can be; or load balancers for forwarded ports.</summary>
internal static class FloatingIpRows
{
    public static UnitRows Of(IStateReader state, string id)
    {
        if (state.In(FloatingIpTable.Table).Find(id) is not { } floating)
            return UnitRows.None;
        var rows = new RowSet();
        if (floating is { PortId: { } portId, FixedAddress: not null, RouterId: { } routerId }
            && state.In(PortTable.Table).Find(portId) is { } port && state.In(RouterTable.Table).Find(routerId) is { } router)
        {
            AddTranslation(state, rows, floating, port, router);
        }
        else
        {
            AddForwardings(state, rows, floating);
        }
        return rows.Done();
    }

    /// <summary>Whether the instance's host itself answers for the address. Where the port is not yet, or not always the same, the gateway does.</summary>
    public static bool IsDistributed(IStateReader state, Port port) =>
        port is { Status: PortStatus.Active, Binding.IsBound: true } && !PortRows.IsExternal(port)
        && RouterPortRows.IsDistributedOn(state, port.NetworkId);

    private static void AddTranslation(IStateReader state, RowSet rows, FloatingIp floating, Port port, Router router)
    {
        var gateway = GatewayOf(state, router, floating);
        var holder = state.In(PortTable.Table).Find(floating.FloatingPortId);
        var isDistributed = holder is not null && IsDistributed(state, port);
        rows.AddTo(RowIds.Router(router.Id), LogicalRouter.Columns.Nat.Name, new NAT
        {
            Uuid = RowIds.Of(floating.Id),
            Type = "dnat_and_snat",
            LogicalIp = $"{floating.FixedAddress}",
            ExternalIp = $"{floating.FloatingAddress}",
            LogicalPort = port.Id,
            ExternalMac = isDistributed ? holder!.MacAddress.ToString() : null,
            GatewayPort = router.MoreGateways.IsEmpty || gateway is null ? null : RowIds.RouterPort(gateway.Id).Uuid,
            ExternalIds = OwnIds.Of(
                "floatingip", floating.Id,
                ("neutron:fip_id", floating.Id),
                ("neutron:fip_port_id", port.Id),
                ("neutron:router_name", OvnNames.Neutron(router.Id)),
                ("neutron:fip_external_mac", $"{holder?.MacAddress}"),
                ("neutron:fip_network_id", floating.FloatingNetworkId),
                ("neutron:revision_number", $"{floating.RevisionNumber}")),
        });
        rows.Put(RowIds.SwitchPort(port.Id), LogicalSwitchPort.Columns.ExternalIds.Name, "neutron:port_fip", $"{floating.FloatingAddress}");
        if (gateway is not null)
            QosRows.Add(state, floating, gateway, isDistributed ? port.Id : OvnNames.GatewayBinding(gateway.Id), rows);
    }

    private static void AddForwardings(IStateReader state, RowSet rows, FloatingIp floating)
    {
        foreach (var forwardings in PortForwardingTable.ByFloatingIp.Of(state, floating.Id).GroupBy(forwarding => forwarding.Protocol))
        {
            var routerId = forwardings.First().RouterId;
            var key = rows.Add(new LoadBalancer
            {
                Uuid = RowIds.Of($"forwarding-{forwardings.Key}", floating.Id),
                Name = OvnNames.PortForwarding(floating.Id, forwardings.Key),
                Protocol = forwardings.Key,
                Vips = new(forwardings.SelectMany(forwarding => Vips(floating, forwarding)).DistinctBy(pair => pair.Key)),
                ExternalIds = OwnIds.Of(
                    "floatingip", floating.Id,
                    ("neutron:device_owner", "port_forwarding_plugin"),
                    ("neutron:fip_id", floating.Id),
                    ("neutron:router_name", OvnNames.Neutron(routerId)),
                    ("neutron:revision_number", $"{floating.RevisionNumber}")),
            });
            rows.Join(RowIds.Router(routerId), LogicalRouter.Columns.LoadBalancer.Name, key);
            // An instance beside the one meant reaches it by the floating IP as well.
            foreach (var network in RouterPorts.Interfaces(state, routerId).Select(port => port.NetworkId).Distinct())
                rows.Join(RowIds.Switch(network), LogicalSwitch.Columns.LoadBalancer.Name, key);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Vips(FloatingIp floating, PortForwarding forwarding)
    {
        for (var port = forwarding.External.First; port <= forwarding.External.Last; port++)
        {
            var inside = forwarding.Internal.IsSingle ? forwarding.Internal.First : forwarding.Internal.First + (port - forwarding.External.First);
            yield return new($"{floating.FloatingAddress}:{port}", $"{forwarding.InternalAddress}:{inside}");
        }
    }

    private static Port? GatewayOf(IStateReader state, Router router, FloatingIp floating) =>
        router.Gateways.Items.Where(gateway => gateway.NetworkId == floating.FloatingNetworkId)
            .Select(gateway => state.In(PortTable.Table).Find(gateway.PortId)).FirstOrDefault();
}
