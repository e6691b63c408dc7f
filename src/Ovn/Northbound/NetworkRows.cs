using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Segments;
using Naru.Ovn.Rows;
using Naru.Protocols.Ovsdb.Models.OvnNorthbound;
using Naru.Protocols.Ovsdb.Values;
using Naru.State;

namespace Naru.Ovn.Northbound;

/// <summary>Networks: a logical switch each, its names, and a localnet port for each physical network that carries it.</summary>
internal static class NetworkRows
{
    public static UnitRows Of(IStateReader state, string id)
    {
        if (state.In(NetworkTable.Table).Find(id) is not { } network)
            return UnitRows.None;
        var rows = new RowSet();
        var provider = SegmentTable.Of(state, id) is [var first, ..] ? first : null;
        var ids = OwnIds.Of(
            "network", id,
            ("neutron:network_name", network.Name),
            ("neutron:mtu", $"{network.Mtu}"),
            ("neutron:revision_number", $"{network.RevisionNumber}"),
            ("neutron:availability_zone_hints", string.Join(',', network.AvailabilityZoneHints)));
        if (provider is not null)
            ids = ids.With("neutron:provnet-network-type", provider.NetworkType);
        if (provider?.PhysicalNetwork is { } physical)
            ids = ids.With("neutron:provnet-physical-network", physical);
        if (provider is { PhysicalNetwork: not null, SegmentationId: { } tag })
            ids = ids.With("neutron:provnet-segmentation-id", $"{tag}");
        var logical = rows.Add(new LogicalSwitch
        {
            Uuid = RowIds.Switch(id).Uuid,
            Name = OvnNames.Neutron(id),
            OtherConfig = TextMap.Of(
                ("mcast_snoop", "false"),
                ("mcast_flood_unregistered", "false"),
                ("vlan-passthru", network.VlanTransparent is true ? "true" : "false")),
            ExternalIds = ids,
        });
        var names = rows.Add(new DNS { Uuid = RowIds.Dns(id).Uuid, ExternalIds = OwnIds.Of("network", id, ("ls_name", OvnNames.Neutron(id))) });
        rows.Join(logical, LogicalSwitch.Columns.DnsRecords.Name, names);
        return rows.Done();
    }

    /// <summary>A segment of a physical network, that each host reaches by its own bridge.</summary>
    public static UnitRows OfSegment(IStateReader state, string id)
    {
        if (state.In(SegmentTable.Table).Find(id) is not { PhysicalNetwork: { } physical } segment)
            return UnitRows.None;
        var rows = new RowSet();
        rows.AddTo(RowIds.Switch(segment.NetworkId), LogicalSwitch.Columns.Ports.Name, new LogicalSwitchPort
        {
            Uuid = RowIds.Of("segment", id),
            Name = OvnNames.Localnet(id),
            Type = "localnet",
            Addresses = ["unknown"],
            // northd copies the one into the other, so both are said.
            Tag = segment.NetworkType == "vlan" ? segment.SegmentationId : null,
            TagRequest = segment.NetworkType == "vlan" ? segment.SegmentationId : null,
            Options = TextMap.Of(
                ("network_name", physical), ("mcast_flood", "false"), ("mcast_flood_reports", "true"), ("localnet_learn_fdb", "false")),
            ExternalIds = OwnIds.Of("segment", id),
        });
        return rows.Done();
    }

    /// <summary>The hosts that answer for ports which are not on an integration bridge, such as those of SR-IOV.</summary>
    public static UnitRows OfExternalPorts(IStateReader state, string networkId)
    {
        if (!PortTable.ByNetwork.Of(state, networkId).Any(PortRows.IsExternal))
            return UnitRows.None;
        var rows = new RowSet();
        var group = rows.Add(new HAChassisGroup
        {
            Uuid = RowIds.ChassisGroup(networkId).Uuid,
            Name = OvnNames.ExternalPorts(networkId),
            ExternalIds = OwnIds.Of("network", networkId, ("neutron:network_id", networkId)),
        });
        foreach (var (chassis, priority) in Gateways.For(state, networkId, networkId))
        {
            rows.AddTo(group, HAChassisGroup.Columns.HaChassis.Name, new HAChassis
            {
                Uuid = RowIds.Of("external-ports", $"{networkId}/{chassis}"), ChassisName = chassis, Priority = priority,
                ExternalIds = OwnIds.Of("network", networkId),
            });
        }
        return rows.Done();
    }
}
