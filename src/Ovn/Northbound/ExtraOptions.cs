namespace Naru.Ovn.Northbound;

/// <summary>Extra DHCP options in OVN's words (<c>neutron/common/ovn/constants.py</c>, SUPPORTED_DHCP_OPTS_MAPPING; ovn-nb(5), DHCP_Options).</summary>
internal static class ExtraOptions
{
    private static readonly Dictionary<string, string> V4 = Table(
        ("arp-timeout", "arp_cache_timeout"), ("tcp-keepalive", "tcp_keepalive_interval"), ("netmask", "netmask"), ("router", "router"),
        ("dns-server", "dns_server"), ("log-server", "log_server"), ("lpr-server", "lpr_server"), ("domain-name", "domain_name"),
        ("swap-server", "swap_server"), ("policy-filter", "policy_filter"), ("router-solicitation", "router_solicitation"),
        ("nis-server", "nis_server"), ("ntp-server", "ntp_server"), ("server-id", "server_id"), ("tftp-server", "tftp_server"),
        ("classless-static-route", "classless_static_route"), ("ms-classless-static-route", "ms_classless_static_route"),
        ("ip-forward-enable", "ip_forward_enable"), ("router-discovery", "router_discovery"), ("ethernet-encap", "ethernet_encap"),
        ("default-ttl", "default_ttl"), ("tcp-ttl", "tcp_ttl"), ("mtu", "mtu"), ("lease-time", "lease_time"), ("T1", "T1"), ("T2", "T2"),
        ("bootfile-name", "bootfile_name"), ("wpad", "wpad"), ("path-prefix", "path_prefix"), ("tftp-server-address", "tftp_server_address"),
        ("server-ip-address", "tftp_server_address"), ("domain-search", "domain_search_list"), ("1", "netmask"), ("3", "router"),
        ("6", "dns_server"), ("7", "log_server"), ("9", "lpr_server"), ("15", "domain_name"), ("16", "swap_server"), ("21", "policy_filter"),
        ("32", "router_solicitation"), ("35", "arp_cache_timeout"), ("38", "tcp_keepalive_interval"), ("41", "nis_server"), ("42", "ntp_server"),
        ("54", "server_id"), ("66", "tftp_server"), ("121", "classless_static_route"), ("249", "ms_classless_static_route"),
        ("19", "ip_forward_enable"), ("31", "router_discovery"), ("36", "ethernet_encap"), ("23", "default_ttl"), ("37", "tcp_ttl"),
        ("26", "mtu"), ("51", "lease_time"), ("58", "T1"), ("59", "T2"), ("67", "bootfile_name"), ("252", "wpad"), ("210", "path_prefix"),
        ("150", "tftp_server_address"), ("119", "domain_search_list"));

    private static readonly Dictionary<string, string> V6 = Table(
        ("server-id", "server_id"), ("dns-server", "dns_server"), ("domain-search", "domain_search"), ("2", "server_id"), ("23", "dns_server"), ("24", "domain_search"));

    private static readonly HashSet<string> Texts =
        ["domain_name", "bootfile_name", "wpad", "path_prefix", "tftp_server", "domain_search_list", "domain_search"];

    /// <summary>The name under which OVN has the option; null: it has none, and the option is not told to the instance.</summary>
    public static string? NameOf(string option, int version) => (version == 4 ? V4 : V6).GetValueOrDefault(option);

    public static string ValueOf(string name, string value) => Texts.Contains(name) && !value.StartsWith('"') ? $"\"{value}\"" : value;

    // dnsmasq writes names with dashes, and people with underscores.
    private static Dictionary<string, string> Table(params ReadOnlySpan<(string Option, string Name)> pairs)
    {
        var table = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (option, name) in pairs)
            (table[option], table[option.Replace('-', '_')]) = (name, name);
        return table;
    }
}
