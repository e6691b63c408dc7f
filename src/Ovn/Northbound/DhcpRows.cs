using System.Globalization;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Subnets;
using Naru.Ovn.Rows;
using Naru.Primitives;
using Naru.Protocols.Ovsdb.Models.OvnNorthbound;
using Naru.Protocols.Ovsdb.Values;
using Naru.State;

namespace Naru.Ovn.Northbound;

/// <summary>What OVN answers to DHCP on a subnet, and on a port with options of its own.</summary>
internal static class DhcpRows
{
    private const string LeaseSeconds = "43200";
    private const string MetadataAddress = "169.254.169.254/32";

    public static UnitRows Of(IStateReader state, string subnetId)
    {
        if (state.In(SubnetTable.Table).Find(subnetId) is not { } subnet || Options(state, subnet) is not { } options)
            return UnitRows.None;
        var rows = new RowSet();
        rows.Add(new DHCPOptions
        {
            Uuid = RowIds.Of(subnetId),
            Cidr = subnet.Cidr.ToString(),
            Options = options,
            ExternalIds = OwnIds.Of(
                "subnet", subnetId,
                (OwnIds.SubnetId, subnetId), ("neutron:network_id", subnet.NetworkId), ("neutron:revision_number", $"{subnet.RevisionNumber}")),
        });
        return rows.Done();
    }

    /// <summary>The row that answers a port for one IP version; null: none does. A row of the port's own is added.</summary>
    public static Guid? For(IStateReader state, Port port, int version, RowSet rows)
    {
        var own = port.ExtraDhcpOptions.Items.Where(option => option.IpVersion == version && option.Value is not null).ToList();
        if (own.Any(option => option.Name == "dhcp_disabled" && option.Value!.Equals("true", StringComparison.OrdinalIgnoreCase)))
            return null;
        var subnets = port.FixedIps.Items.Where(ip => ip.Address.Version == version).Select(ip => state.In(SubnetTable.Table).Find(ip.SubnetId)).OfType<Subnet>();
        foreach (var subnet in subnets)
        {
            if (Options(state, subnet) is not { } options)
                continue;
            var extra = own.Select(option => (Name: ExtraOptions.NameOf(option.Name, version), Value: option.Value!)).Where(option => option.Name is not null).ToList();
            if (extra.Count == 0)
                return RowIds.Of(subnet.Id);
            foreach (var (name, value) in extra)
                options = options.With(name!, ExtraOptions.ValueOf(name!, value));
            return rows.Add(new DHCPOptions
            {
                Uuid = RowIds.Of($"dhcp{version}", port.Id),
                Cidr = subnet.Cidr.ToString(),
                Options = options,
                ExternalIds = OwnIds.Of("port", port.Id, (OwnIds.SubnetId, subnet.Id), (OwnIds.PortId, port.Id), ("neutron:network_id", subnet.NetworkId)),
            }).Uuid;
        }
        return null;
    }

    /// <summary>The options of a subnet; null: OVN does not answer there.</summary>
    private static EquatableMap<string, string>? Options(IStateReader state, Subnet subnet) =>
        !subnet.EnableDhcp || state.In(NetworkTable.Table).Find(subnet.NetworkId) is not { } network ? null
        : subnet.IpVersion == 4 ? OptionsV4(state, subnet, network)
        : subnet.Ipv6AddressMode is "dhcpv6-stateful" or "dhcpv6-stateless" ? OptionsV6(subnet, network)
        : null;

    private static EquatableMap<string, string>? OptionsV4(IStateReader state, Subnet subnet, VirtualNetwork network)
    {
        var metadata = MetadataAddressOn(state, subnet);
        // The server's own address: the gateway's where there is one, since nothing else answers for it on the network's behalf.
        if ((subnet.GatewayIp ?? metadata) is not { } server)
            return null;
        var options = TextMap.Of(
            ("server_id", server.ToString()), ("server_mac", MacOf(subnet).ToString()), ("lease_time", LeaseSeconds), ("mtu", $"{network.Mtu}"),
            ("domain_name", Quoted(DomainOf(network))));
        if (subnet.GatewayIp is { } gateway)
            options = options.With("router", gateway.ToString());
        // Without name servers of its own the network's agent is asked; names of the network OVN answers before that.
        var resolvers = subnet.DnsNameservers.IsEmpty && metadata is { } agent ? [agent] : subnet.DnsNameservers.Items;
        if (resolvers.Length > 0)
            options = options.With("dns_server", Set(resolvers));
        var routes = subnet.HostRoutes.Select(route => $"{route.Destination},{route.NextHop}").ToList();
        if (metadata is { } address)
            routes.Insert(0, $"{MetadataAddress},{address}");
        // A client that takes these does not look at the router option (RFC 3442).
        if (routes.Count > 0 && subnet.GatewayIp is { } way && !subnet.HostRoutes.Items.Any(route => route.Destination.Length == 0))
            routes.Add($"0.0.0.0/0,{way}");
        return routes.Count > 0 ? options.With("classless_static_route", $"{{{string.Join(", ", routes)}}}") : options;
    }

    private static EquatableMap<string, string> OptionsV6(Subnet subnet, VirtualNetwork network)
    {
        var options = TextMap.Of(("server_id", MacOf(subnet).ToString()), ("domain_search", Quoted(DomainOf(network))));
        if (!subnet.DnsNameservers.IsEmpty)
            options = options.With("dns_server", Set(subnet.DnsNameservers.Items));
        return subnet.Ipv6AddressMode == "dhcpv6-stateless" ? options.With("dhcpv6_stateless", "true") : options;
    }

    private static IpAddress? MetadataAddressOn(IStateReader state, Subnet subnet) =>
        MetadataPorts.Find(state, subnet.NetworkId)?.FixedIps.Items.FirstOrDefault(ip => ip.SubnetId == subnet.Id)?.Address;

    private static string DomainOf(VirtualNetwork network) => (network.DnsDomain.Length > 0 ? network.DnsDomain : DnsAssignment.DefaultDomain).TrimEnd('.');

    private static string Quoted(string text) => $"\"{text}\"";

    private static string Set(IEnumerable<IpAddress> addresses) => $"{{{string.Join(", ", addresses)}}}";

    // Any address that no port has; the same for ever, so that clients see one server.
    public static MacAddress MacOf(Subnet subnet) => MacAddress.FromValue(
        0xfa163e000000 | (ulong)(uint)(int.Parse(RowIds.Of(subnet.Id).ToString("N").AsSpan(26), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 0xffffff));
}
