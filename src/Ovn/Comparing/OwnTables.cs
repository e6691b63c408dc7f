using Naru.Protocols.Ovsdb.Models.OvnNorthbound;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Ovn.Comparing;

/// <summary>The tables that we write. Columns that are not named here are northd's or the operator's, and are never looked at.</summary>
internal static class OwnTables
{
    private static readonly OvsdbValue Text = "";
    private static readonly OvsdbValue Set = OvsdbValue.EmptySet;
    private static readonly OvsdbValue Map = OvsdbValue.EmptyMap;
    private static readonly OvsdbValue Number = 0L;
    private static readonly OvsdbValue No = false;

    /// <summary>In the order in which rows have to be there: what a column of their own refers to weakly comes before, and so does what has a place for them.</summary>
    public static readonly IReadOnlyList<OwnTable> All =
    [
        new OwnTable<AddressSet>(true, [("name", Text), ("addresses", Set)], []),
        new OwnTable<DHCPOptions>(true, [("cidr", Text), ("options", Map)], []),
        new OwnTable<DNS>(true, [], [("records", null)]),
        new OwnTable<HAChassisGroup>(true, [("name", Text)], [("ha_chassis", "HA_Chassis")]),
        new OwnTable<HAChassis>(false, [("chassis_name", Text), ("priority", Number)], []),
        new OwnTable<MeterBand>(false, [("action", Text), ("rate", Number), ("burst_size", Number)], []),
        new OwnTable<Meter>(true, [("name", Text), ("unit", Text), ("fair", Set), ("bands", Set)], []),
        new OwnTable<LoadBalancer>(true, [("name", Text), ("vips", Map), ("protocol", Set)], []),
        new OwnTable<PortGroup>(true, [("name", Text)], [("ports", "Logical_Switch_Port"), ("acls", "ACL")]),
        new OwnTable<LogicalSwitch>(
            true,
            [("name", Text), ("other_config", Map)],
            [("ports", "Logical_Switch_Port"), ("qos_rules", "QoS"), ("dns_records", "DNS"), ("load_balancer", "Load_Balancer")]),
        new OwnTable<LogicalSwitchPort>(
            false,
            [
                ("name", Text), ("type", Text), ("options", Map), ("parent_name", Set), ("tag_request", Set), ("tag", Set), ("addresses", Set),
                ("port_security", Set), ("enabled", Set), ("dhcpv4_options", Set), ("dhcpv6_options", Set), ("ha_chassis_group", Set),
            ],
            []),
        new OwnTable<QoS>(false, [("priority", Number), ("direction", Text), ("match", Text), ("action", Map), ("bandwidth", Map)], []),
        new OwnTable<ACL>(
            false,
            [
                ("name", Set), ("priority", Number), ("direction", Text), ("match", Text), ("action", Text), ("log", No), ("severity", Set), ("meter", Set),
            ],
            []),
        new OwnTable<LogicalRouter>(
            true,
            [("name", Text), ("enabled", Set), ("options", Map)],
            [
                ("ports", "Logical_Router_Port"), ("static_routes", "Logical_Router_Static_Route"), ("nat", "NAT"), ("load_balancer", "Load_Balancer"),
            ]),
        new OwnTable<LogicalRouterPort>(
            false,
            [("name", Text), ("mac", Text), ("networks", Set), ("enabled", Set), ("options", Map), ("ipv6_ra_configs", Map)],
            [("gateway_chassis", "Gateway_Chassis")]),
        new OwnTable<GatewayChassis>(false, [("name", Text), ("chassis_name", Text), ("priority", Number)], []),
        new OwnTable<LogicalRouterStaticRoute>(false, [("ip_prefix", Text), ("nexthop", Text), ("output_port", Set)], []),
        new OwnTable<NAT>(
            false,
            [
                ("type", Text), ("logical_ip", Text), ("external_ip", Text), ("logical_port", Set), ("external_mac", Set), ("gateway_port", Set),
            ],
            []),
    ];

    private static readonly Dictionary<string, (OwnTable Table, int Place)> ByName = All.Select((table, place) => (table, place)).ToDictionary(pair => pair.table.Name);

    public static OwnTable Of(string name) => ByName[name].Table;

    /// <summary>Where in the order the table is.</summary>
    public static int PlaceOf(string name) => ByName[name].Place;
}
