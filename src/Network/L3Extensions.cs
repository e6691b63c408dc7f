using Naru.Network.Extensions;

namespace Naru.Network;

/// <summary>The extensions of routers, floating IPs, agents and their scheduling.</summary>
internal static class L3Extensions
{
    public static readonly NetworkExtension[] All =
    [
        new("agent", "agent", "The services of the hosts"),
        new("agent_sort_key", "Agent sort key", "Agents in order"),
        new("auto-allocated-topology", "Auto Allocated Topology Services", "A first network with a router to the outside for a project that asks for one"),
        new("availability_zone", "Availability Zone", "Zones that hosts are in"),
        new("availability_zone_filter", "Availability Zone Filter", "Finds zones by name, resource and state"),
        new("dhcp_agent_scheduler", "DHCP Agent Scheduler", "Which host answers DHCP of a network"),
        new("dvr", "Distributed Virtual Router", "Routers that are where their instances are"),
        new("enable-default-route-ecmp", "Enable Default Route ECMP", "All gateways of a router are used at once"),
        new("expose-l3-conntrack-helper", "Expose CT target rules for conntrack helper", "Routers show their conntrack helpers"),
        new("expose-port-forwarding-in-fip", "Expose Floating IP port forwardings", "Floating IPs show their port forwardings"),
        new("ext-gw-mode", "Neutron L3 Configurable external gateway mode", "Gateways with and without SNAT"),
        new("external-gateway-multihoming", "Router Multiple External Gateways", "Several gateways of one router"),
        new("extraroute", "Neutron Extra Route", "Static routes of routers"),
        new("extraroute-atomic", "Atomically add/remove extra routes", "Static routes are added and removed one by one"),
        new("flavors", "Neutron Service Flavors", "Kinds of services to choose from"),
        new("floatingip-autodelete-internal", "Autodelete floating IPs of internal networks", "Floating IPs that lead nowhere go when their network stops being external"),
        new("fip-port-details", "Floating IP Port Details Extension", "The port behind a floating IP"),
        new("floating-ip-port-forwarding", "Floating IP Port Forwarding", "Ports of a floating IP lead to ports inside"),
        new("floating-ip-port-forwarding-description", "Floating IP Port Forwarding new attribute description", "Port forwardings with descriptions"),
        new("floating-ip-port-forwarding-detail", "Floating IP port forwarding detail", "Floating IPs show ids of their port forwardings"),
        new("floating-ip-port-forwarding-port-ranges", "Floating IP Port Forwarding support port ranges", "Port forwardings of many ports at once"),
        new("floatingip-pools", "Floating IP Pools Extension", "The subnets that floating IPs can be from"),
        new("l3-flavors", "Router Flavor Extension", "A flavor says how a router is served"),
        new("l3-ha", "HA Router extension", "Routers that another host takes over when theirs is gone"),
        new("l3-port-ip-change-not-allowed", "Prevent L3 router ports IP address change extension", "Addresses that follow from routers and floating IPs stay"),
        new("l3_agent_scheduler", "L3 Agent Scheduler", "Which host serves a router"),
        new("l3-conntrack-helper", "L3 Conntrack helper", "Routers follow protocols such as FTP"),
        new("l3-ext-ndp-proxy", "Router support to enable NDP proxy", "Whether a router answers for inner IPv6 addresses outside"),
        new("l3-ndp-proxy", "L3 NDP Proxy", "Inner IPv6 addresses that are reached from outside"),
        new("metering", "Neutron Metering", "What crosses the gateways of routers is counted"),
        new("metering_source_and_destination_fields", "Neutron Metering with source and destination filtering", "Counting by source and destination"),
        new("network_availability_zone", "Network Availability Zone", "In which zones a network is served"),
        new("router", "Neutron L3 Router", "Routers and floating IPs"),
        new("router-enable-snat", "Exposes the router \"enable_snat\" read-only configuration flag", "Whether a router translates, beside its gateway"),
        new("service-type", "Neutron Service Type Management", "Who provides services"),
        new("router-admin-state-down-before-update", "Enforce Router's Admin State Down Before Update Extension",
            "A router becomes distributed, or ceases to be, while it is down"),
        new("router-interface-fip", "Router Interface Floating IP", "Floating IPs of an external network on which a router has an interface"),
        new("router_availability_zone", "Router Availability Zone", "In which zone a router is served"),
    ];
}
