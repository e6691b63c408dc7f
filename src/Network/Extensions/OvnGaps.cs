namespace Naru.Network.Extensions;

/// <summary>What OVN does not do, and is therefore not announced where it does the networks; docs/ovn.md says why.</summary>
internal static class OvnGaps
{
    public static readonly string[] Aliases =
    [
        // Each host answers DHCP and routes: there is nothing to place.
        "dhcp_agent_scheduler", "l3_agent_scheduler", "network_availability_zone", "router_availability_zone",
        // Routers are distributed and highly available, and cannot be chosen to be otherwise.
        "dvr", "l3-ha",
        "expose-l3-conntrack-helper", "l3-conntrack-helper",
        "l3-ext-ndp-proxy", "l3-ndp-proxy",
        "local_ip",
        "metering", "metering_source_and_destination_fields",
        "qos-pps",
    ];
}
