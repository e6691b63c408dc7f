namespace Naru.Network.Extensions;

/// <summary>The extensions of networks, subnets, ports, security groups, quotas, and of lists in general.</summary>
internal static class CoreExtensions
{
    public static readonly NetworkExtension[] All =
    [
        new("address-scope", "Address scope", "Subnet pools with unique addresses"),
        new("allowed-address-pairs", "Allowed Address Pairs", "Addresses that a port may use besides its own"),
        new("binding", "Port Binding", "On which host and how a port is plugged"),
        new("default-subnetpools", "Default Subnetpools", "A subnet pool for subnets that name none"),
        new("dns-integration", "DNS Integration", "Names of ports in the DNS of their network"),
        new("empty-string-filtering", "Empty String Filtering", "Filters for an empty value"),
        new("external-net", "External network", "Networks that reach the outside"),
        new("extra_dhcp_opt", "Extra DHCP options", "DHCP options for single ports"),
        new("filter-validation", "Filter Validation", "Unknown filters are refused"),
        new("ip-substring-filtering", "IP address substring filtering", "Finds ports by a part of their address"),
        new("ip_allocation", "IP Allocation", "When a port gets its addresses"),
        new("l2_adjacency", "L2 Adjacency", "Whether a network is one broadcast domain"),
        new("multi-provider", "Multi Provider Network", "Networks of several segments"),
        new("net-mtu", "Network MTU", "The largest packet of a network"),
        new("net-mtu-writable", "Network MTU (writable)", "A network's MTU can be chosen"),
        new("pagination", "Pagination support", "Lists in pages"),
        new("port-security", "Port Security", "Anti-spoofing can be switched off"),
        new("port-security-groups-filtering", "Port filtering on security groups", "Finds ports by their security group"),
        new("project-id", "project_id field enabled", "Owners are called project_id"),
        new("provider", "Provider Network", "How networks are carried on the wire"),
        new("quota-check-limit", "Quota engine limit check", "Limits can be refused when they are below what is used"),
        new("quota_details", "Quota details management support", "What is used of each quota"),
        new("quotas", "Quota management support", "Limits of projects"),
        new("revision-if-match", "If-Match constraints based on revision_number", "Updates only if nothing changed in between"),
        new("security-group", "security-group", "Which packets may pass to and from ports"),
        new("security-groups-normalized-cidr", "Normalized CIDR field for security group rules", "The remote block without host bits"),
        new("sorting", "Sorting support", "Lists in order"),
        new("standard-attr-description", "standard-attr-description", "Descriptions"),
        new("standard-attr-revisions", "Resource revision numbers", "A number that grows with each change"),
        new("standard-attr-tag", "Tag support for resources with standard attribute", "Tags"),
        new("standard-attr-timestamp", "Resource timestamps", "When resources were made and changed"),
        new("stateful-security-group", "Stateful security group", "Groups whose rules do not let replies pass by themselves"),
        new("subnet_allocation", "Subnet Allocation", "Subnets from subnet pools"),
        new("subnet_onboard", "Subnet Onboard", "Existing subnets become part of a subnet pool"),
        new("subnetpool-prefix-ops", "Subnet Pool Prefix Operations", "Prefixes added to and removed from a subnet pool"),
        new("subnet-dns-publish-fixed-ip", "Subnet DNS publish fixed IP", "Whether addresses of a subnet are published in DNS"),
        new("subnet-service-types", "Subnet service types", "Subnets for certain kinds of ports"),
        new("uplink-status-propagation", "Port Uplink Status Propagation", "Whether a port follows its uplink"),
    ];
}
