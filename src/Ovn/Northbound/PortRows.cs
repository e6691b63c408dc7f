using System.Globalization;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Subnets;
using Naru.Network.Trunks;
using Naru.Ovn.Rows;
using Naru.Primitives;
using Naru.Protocols.Ovsdb.Models.OvnNorthbound;
using Naru.Protocols.Ovsdb.Values;
using Naru.State;

namespace Naru.Ovn.Northbound;

/// <summary>Ports: a logical switch port each, its groups, names and limits; of a router's port also the logical router port.</summary>
internal static class PortRows
{
    private static readonly HashSet<string> ExternalTypes =
        ["direct", "direct-physical", "macvtap", "vdpa", "accelerator-direct", "accelerator-direct-physical", "baremetal", "remote-managed"];

    public static UnitRows Of(IStateReader state, string id)
    {
        if (state.In(PortTable.Table).Find(id) is not { } port || !IsOnSwitch(port) || state.In(NetworkTable.Table).Find(port.NetworkId) is not { } network)
            return UnitRows.None;
        var rows = new RowSet();
        var isRouters = DeviceOwners.BelongsToRouter(port.DeviceOwner);
        var logical = rows.AddTo(RowIds.Switch(port.NetworkId), LogicalSwitch.Columns.Ports.Name, isRouters ? OfRouter(port, network) : Plain(state, port, network, rows));
        if (isRouters)
        {
            RouterPortRows.Add(state, port, network, rows);
            return rows.Done();
        }
        if (port.PortSecurityEnabled && !port.IsNetworkDevice)
        {
            rows.Join(RowIds.DropGroup, PortGroup.Columns.Ports.Name, logical);
            foreach (var group in port.SecurityGroupIds)
                rows.Join(RowIds.PortGroup(group), PortGroup.Columns.Ports.Name, logical);
        }
        DnsRows.Add(port, network, rows);
        QosRows.Add(state, port, rows);
        return rows.Done();
    }

    /// <summary>A port whose packets OVN does not carry but whose DHCP it may answer.</summary>
    public static bool IsExternal(Port port) => ExternalTypes.Contains(port.Binding.VnicType);

    /// <summary>The ports that have this one's address among those that they may use: it is a virtual one, which moves between them.</summary>
    public static IReadOnlyList<Port> ParentsOf(IStateReader state, Port port) => port.Binding.IsBound || port.IsNetworkDevice || port.FixedIps.IsEmpty
        ? []
        : [.. PortTable.WithAddressPairsByNetwork.Of(state, port.NetworkId)
            .Where(other => other.Id != port.Id && other.AllowedAddressPairs.Items.Any(pair => port.FixedIps.Items.Any(ip => pair.IpAddress == IpPrefix.OfHost(ip.Address))))];

    // What only holds an address has no port on a switch; a local IP is not known to OVN.
    private static bool IsOnSwitch(Port port) => port.DeviceOwner is not
        (DeviceOwners.FloatingIp or DeviceOwners.FloatingIpAgentGateway or DeviceOwners.RouterHighlyAvailable or DeviceOwners.RouterSnat or DeviceOwners.LocalIp);

    private static LogicalSwitchPort OfRouter(Port port, VirtualNetwork network)
    {
        var options = TextMap.Of(("router-port", OvnNames.RouterPort(port.Id)));
        if (port.DeviceOwner == DeviceOwners.RouterGateway)
            options = options.With("nat-addresses", "router");
        return new LogicalSwitchPort
        {
            Uuid = RowIds.SwitchPort(port.Id).Uuid,
            Name = port.Id,
            Type = "router",
            Addresses = ["router"],
            Enabled = port.AdminStateUp,
            Options = options,
            ExternalIds = Ids(port, network),
        };
    }

    private static LogicalSwitchPort Plain(IStateReader state, Port port, VirtualNetwork network, RowSet rows)
    {
        var parents = ParentsOf(state, port);
        var trunk = TrunkTable.OfSubPort(state, port.Id);
        var options = EquatableMap<string, string>.Empty;
        if (port.Binding.IsBound)
            options = options.With("requested-chassis", port.Binding.Host);
        if (parents.Count > 0)
        {
            options = options.With("virtual-ip", port.FixedIps[0].Address.ToString())
                .With("virtual-parents", string.Join(',', parents.Select(parent => parent.Id)));
        }
        if (QosRows.MinimumOf(state, port) is { } bitsPerSecond)
            options = options.With("qos_min_rate", bitsPerSecond.ToString(CultureInfo.InvariantCulture));
        var isServed = !port.IsNetworkDevice;
        return new LogicalSwitchPort
        {
            Uuid = RowIds.SwitchPort(port.Id).Uuid,
            Name = port.Id,
            Type = port.DeviceOwner == DeviceOwners.Distributed ? "localport"
                : IsExternal(port) ? "external"
                : parents.Count > 0 ? "virtual"
                : "",
            Addresses = AddressesOf(port),
            PortSecurity = PortSecurityOf(port),
            Enabled = port.AdminStateUp,
            ParentName = trunk?.PortId,
            Tag = trunk?.SubPorts.Items.First(sub => sub.PortId == port.Id).SegmentationId,
            HaChassisGroup = IsExternal(port) ? RowIds.ChassisGroup(port.NetworkId).Uuid : null,
            Dhcpv4Options = isServed ? DhcpRows.For(state, port, 4, rows) : null,
            Dhcpv6Options = isServed ? DhcpRows.For(state, port, 6, rows) : null,
            Options = options,
            ExternalIds = Ids(port, network)
                .With("neutron:cidrs", string.Join(' ', Cidrs(state, port)))
                .With("neutron:vnic_type", port.Binding.VnicType)
                .With("neutron:security_group_ids", string.Join(' ', port.SecurityGroupIds)),
        };
    }

    private static EquatableMap<string, string> Ids(Port port, VirtualNetwork network) => OwnIds.Of(
        "port", port.Id,
        ("neutron:port_name", port.Name),
        ("neutron:device_id", port.DeviceId),
        ("neutron:device_owner", port.DeviceOwner),
        ("neutron:project_id", port.ProjectId),
        ("neutron:network_name", OvnNames.Neutron(port.NetworkId)),
        ("neutron:mtu", $"{network.Mtu}"),
        ("neutron:revision_number", $"{port.RevisionNumber}"));

    private static IEnumerable<string> Cidrs(IStateReader state, Port port) =>
        from ip in port.FixedIps.Items
        let subnet = state.In(SubnetTable.Table).Find(ip.SubnetId)
        where subnet is not null
        select $"{ip.Address}/{subnet.Cidr.Length}";

    private static EquatableList<string> AddressesOf(Port port)
    {
        var addresses = new List<string> { Own(port) };
        addresses.AddRange(port.AllowedAddressPairs.Items.Select(pair => pair.MacAddress ?? port.MacAddress)
            .Where(mac => mac != port.MacAddress).Distinct().Select(mac => mac.ToString()));
        if (!port.PortSecurityEnabled)
            addresses.Add("unknown");
        return addresses.Distinct().Order(StringComparer.Ordinal).ToEquatableList();
    }

    private static EquatableList<string> PortSecurityOf(Port port)
    {
        if (!port.PortSecurityEnabled || port.IsNetworkDevice)
            return [];
        // A row for each MAC address: what one may send from is said at once.
        var own = port.AllowedAddressPairs.Items.Where(pair => (pair.MacAddress ?? port.MacAddress) == port.MacAddress).Select(Block);
        var others = port.AllowedAddressPairs.Items.Where(pair => (pair.MacAddress ?? port.MacAddress) != port.MacAddress)
            .GroupBy(pair => pair.MacAddress!.Value, (mac, pairs) => string.Join(' ', pairs.Select(Block).Prepend(mac.ToString())));
        return others.Append(string.Join(' ', own.Prepend(Own(port)))).Order(StringComparer.Ordinal).ToEquatableList();
    }

    private static string Own(Port port) => string.Join(' ', port.FixedIps.Select(ip => ip.Address.ToString()).Prepend(port.MacAddress.ToString()));

    private static string Block(AllowedAddressPair pair) =>
        pair.IpAddress == IpPrefix.OfHost(pair.IpAddress.Network) ? pair.IpAddress.Network.ToString() : pair.IpAddress.ToString();
}
