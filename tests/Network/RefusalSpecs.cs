namespace Naru.Network;

/// <summary>Bad requests: each row is refused with the status, type and words that clients of the Networking API know.</summary>
public sealed class RefusalSpecs : IClassFixture<RefusalSpecs.Fixture>
{
    private readonly Fixture _given;

    public RefusalSpecs(Fixture given) => _given = given;

    /// <summary>Who, method, path, body, then status, error type and a part of the message. <c>$network</c>, <c>$subnet</c>, <c>$group</c> are ids.</summary>
    public static readonly TheoryData<string, string, string, string?, int, string, string> Refusals = new()
    {
        { "", "GET", "networks", null, 401, "HTTPUnauthorized", "authentication" },
        { "alpha", "GET", "networks/nothing", null, 404, "NetworkNotFound", "Network nothing could not be found." },
        { "alpha", "GET", "nothing", null, 404, "HTTPNotFound", "could not be found" },
        { "alpha", "GET", "networks?color=red", null, 400, "HTTPBadRequest", "['color'] is invalid attribute for filtering" },
        { "alpha", "GET", "networks?limit=x", null, 400, "HTTPBadRequest", "'x'" },
        { "alpha", "GET", "ports?sort_key=nothing", null, 400, "HTTPBadRequest", "nothing" },
        { "alpha", "POST", "networks", "{", 400, "HTTPBadRequest", "JSON" },
        { "alpha", "POST", "networks", "{}", 400, "HTTPBadRequest", "Unable to find 'network' in request body" },
        { "alpha", "POST", "networks", """{"network":[]}""", 400, "HTTPBadRequest", "not a dictionary" },
        { "alpha", "POST", "networks", """{"networks":[]}""", 400, "HTTPBadRequest", "Resources required" },
        { "alpha", "POST", "networks", """{"network":{"nam":"x"}}""", 400, "HTTPBadRequest", "Unrecognized attribute(s) 'nam'" },
        { "alpha", "POST", "networks", """{"network":{"status":"ACTIVE"}}""", 400, "HTTPBadRequest", "Attribute 'status' not allowed in POST" },
        { "alpha", "POST", "networks", """{"network":{"admin_state_up":"maybe"}}""", 400, "HTTPBadRequest", "Invalid input for admin_state_up. Reason: 'maybe' cannot be converted to boolean." },
        { "alpha", "POST", "networks", """{"network":{"shared":true}}""", 403, "PolicyNotAuthorized", "rule:create_network:shared is disallowed by policy" },
        { "alpha", "POST", "networks", """{"network":{"project_id":"beta"}}""", 400, "HTTPBadRequest", "requires admin privileges" },
        { "reader", "POST", "networks", """{"network":{}}""", 403, "PolicyNotAuthorized", "create_network" },
        { "admin", "POST", "networks", """{"network":{"mtu":1501}}""", 400, "InvalidInput", "Requested MTU is too big, maximum is 1450" },
        { "admin", "POST", "networks", """{"network":{"provider:network_type":"token-ring"}}""", 400, "HTTPBadRequest", "token-ring" },
        { "admin", "POST", "networks", """{"network":{"provider:segmentation_id":5}}""", 400, "InvalidInput", "network_type required" },
        { "admin", "POST", "networks", """{"network":{"provider:network_type":"flat"}}""", 400, "InvalidInput", "physical_network required for flat provider network" },
        { "admin", "POST", "networks", """{"network":{"provider:network_type":"vlan","provider:physical_network":"physnet1","provider:segmentation_id":4095}}""", 400, "InvalidInput", "out of range" },
        { "admin", "POST", "networks", """{"network":{"provider:network_type":"local","provider:segmentation_id":1}}""", 400, "InvalidInput", "prohibited for local" },
        { "alpha", "PUT", "networks/$network", """{"network":{"id":"x"}}""", 400, "HTTPBadRequest", "Cannot update read-only attribute id" },
        { "alpha", "POST", "subnets", """{"subnet":{"cidr":"10.0.0.0/24","ip_version":4}}""", 400, "HTTPBadRequest", "Required attribute 'network_id' not specified" },
        { "alpha", "POST", "subnets", """{"subnet":{"network_id":"$network","ip_version":4}}""", 400, "BadRequest", "subnetpool" },
        { "alpha", "POST", "subnets", """{"subnet":{"network_id":"11111111-1111-1111-1111-111111111111","cidr":"10.0.0.0/24","ip_version":4}}""", 404, "NetworkNotFound", "11111111" },
        { "beta", "POST", "subnets", """{"subnet":{"network_id":"$network","cidr":"10.0.0.0/24","ip_version":4}}""", 404, "NetworkNotFound", "Network" },
        { "alpha", "POST", "subnets", """{"subnet":{"network_id":"$network","cidr":"10.0.0.0/33","ip_version":4}}""", 400, "HTTPBadRequest", "'10.0.0.0/33' is not a valid IP subnet" },
        { "alpha", "POST", "subnets", """{"subnet":{"network_id":"$network","cidr":"10.0.0.0/24","ip_version":6}}""", 400, "InvalidInput", "does not match the ip_version '6'" },
        { "alpha", "POST", "subnets", """{"subnet":{"network_id":"$network","cidr":"10.0.0.0/24","ip_version":5}}""", 400, "HTTPBadRequest", "ip_version" },
        { "alpha", "POST", "subnets", """{"subnet":{"network_id":"$network","cidr":"192.168.50.128/25","ip_version":4}}""", 400, "InvalidInput", "overlaps with another subnet" },
        { "alpha", "POST", "subnets", """{"subnet":{"network_id":"$network","cidr":"10.0.0.0/31","ip_version":4}}""", 400, "InvalidInput", "incompatible with DHCP" },
        { "alpha", "POST", "subnets", """{"subnet":{"network_id":"$network","cidr":"10.0.0.0/24","ip_version":4,"gateway_ip":"10.0.0.255"}}""", 400, "InvalidInput", "Gateway is not valid on subnet" },
        { "alpha", "POST", "subnets", """{"subnet":{"network_id":"$network","cidr":"10.0.0.0/24","ip_version":4,"allocation_pools":[{"start":"10.0.0.1","end":"10.0.0.9"}]}}""", 409, "GatewayConflictWithAllocationPools", "Gateway ip 10.0.0.1 conflicts with allocation pool 10.0.0.1-10.0.0.9." },
        { "alpha", "POST", "subnets", """{"subnet":{"network_id":"$network","cidr":"10.0.0.0/24","ip_version":4,"allocation_pools":[{"start":"10.0.0.9","end":"10.0.0.5"}]}}""", 400, "InvalidAllocationPool", "The allocation pool 10.0.0.9-10.0.0.5 is not valid." },
        { "alpha", "POST", "subnets", """{"subnet":{"network_id":"$network","cidr":"10.0.0.0/24","ip_version":4,"allocation_pools":[{"start":"10.0.0.9","end":"10.0.1.5"}]}}""", 400, "OutOfBoundsAllocationPool", "spans beyond the subnet cidr 10.0.0.0/24" },
        { "alpha", "POST", "subnets", """{"subnet":{"network_id":"$network","cidr":"10.0.0.0/24","ip_version":4,"allocation_pools":[{"start":"10.0.0.5","end":"10.0.0.9"},{"start":"10.0.0.8","end":"10.0.0.20"}]}}""", 409, "OverlappingAllocationPools", "10.0.0.5-10.0.0.9" },
        { "alpha", "POST", "subnets", """{"subnet":{"network_id":"$network","cidr":"10.0.0.0/24","ip_version":4,"ipv6_ra_mode":"slaac"}}""", 400, "InvalidInput", "ipv6_ra_mode is not valid when ip_version is 4" },
        { "alpha", "POST", "subnets", """{"subnet":{"network_id":"$network","cidr":"2001:db8::/60","ip_version":6,"ipv6_address_mode":"slaac"}}""", 400, "InvalidInput", "/64" },
        { "alpha", "POST", "subnets", """{"subnet":{"network_id":"$network","cidr":"2001:db8::/64","ip_version":6,"ipv6_address_mode":"slaac","ipv6_ra_mode":"dhcpv6-stateful"}}""", 400, "InvalidInput", "must be the same value" },
        { "alpha", "POST", "subnets", """{"subnet":{"network_id":"$network","cidr":"10.0.0.0/24","ip_version":4,"dns_nameservers":["::1"]}}""", 400, "InvalidInput", "dns_nameserver '::1' does not match" },
        { "alpha", "POST", "subnets", """{"subnet":{"network_id":"$network","cidr":"10.0.0.0/24","ip_version":4,"dns_nameservers":["1.1.1.1","1.1.1.2","1.1.1.3","1.1.1.4","1.1.1.5","1.1.1.6"]}}""", 400, "DNSNameServersExhausted", "exceeds the limit 5" },
        { "alpha", "POST", "ports", """{"port":{"network_id":"$network","mac_address":"x"}}""", 400, "HTTPBadRequest", "'x' is not a valid MAC address" },
        { "alpha", "POST", "ports", """{"port":{"network_id":"$network","fixed_ips":[{}]}}""", 400, "HTTPBadRequest", "fixed_ips" },
        { "alpha", "POST", "ports", """{"port":{"network_id":"$network","fixed_ips":[{"ip_address":"10.9.9.9"}]}}""", 400, "InvalidIpForNetwork", "IP address 10.9.9.9 is not a valid IP for any of the subnets" },
        { "alpha", "POST", "ports", """{"port":{"network_id":"$network","fixed_ips":[{"subnet_id":"$subnet","ip_address":"10.9.9.9"}]}}""", 400, "InvalidIpForSubnet", "not a valid IP for the specified subnet" },
        { "alpha", "POST", "ports", """{"port":{"network_id":"$network","fixed_ips":[{"subnet_id":"$subnet","ip_address":"192.168.50.255"}]}}""", 400, "InvalidIpForSubnet", "192.168.50.255" },
        { "alpha", "POST", "ports", """{"port":{"network_id":"$network","fixed_ips":[{"subnet_id":"11111111-1111-1111-1111-111111111111"}]}}""", 404, "SubnetNotFound", "11111111" },
        { "alpha", "POST", "ports", """{"port":{"network_id":"$network","fixed_ips":[{"ip_address":"192.168.50.100"}]}}""", 409, "IpAddressAlreadyAllocated", "IP address 192.168.50.100 already allocated in subnet" },
        { "alpha", "POST", "ports", """{"port":{"network_id":"$network","mac_address":"fa:16:3e:00:01:00"}}""", 409, "MacAddressInUse", "The mac address fa:16:3e:00:01:00 is in use." },
        { "alpha", "POST", "ports", """{"port":{"network_id":"$network","security_groups":["11111111-1111-1111-1111-111111111111"]}}""", 404, "SecurityGroupNotFound", "does not exist" },
        { "alpha", "POST", "ports", """{"port":{"network_id":"$network","security_groups":["$group","$group"]}}""", 400, "HTTPBadRequest", "named more than once" },
        { "admin", "POST", "networks", """{"network":{"project_id":"alpha","tenant_id":"beta"}}""", 400, "HTTPBadRequest", "'project_id' and 'tenant_id' do not match" },
        { "alpha", "POST", "ports", """{"port":{"network_id":"$network","port_security_enabled":false,"security_groups":["$group"]}}""", 400, "PortSecurityAndIPRequiredForSecurityGroups", "Port security must be enabled" },
        { "alpha", "POST", "ports", """{"port":{"network_id":"$network","port_security_enabled":false,"allowed_address_pairs":[{"ip_address":"10.0.0.1"}]}}""", 409, "AddressPairAndPortSecurityRequired", "Port Security must be enabled" },
        { "alpha", "POST", "ports", """{"port":{"network_id":"$network","allowed_address_pairs":[{"ip_address":"10.0.0.1"},{"ip_address":"10.0.0.1"}]}}""", 400, "DuplicateAddressPairInRequest", "10.0.0.1" },
        { "alpha", "POST", "ports", """{"port":{"network_id":"$network","allowed_address_pairs":[{"mac_address":"fa:16:3e:00:01:00"}]}}""", 400, "HTTPBadRequest", "ip_address" },
        { "alpha", "POST", "security-groups", """{"security_group":{"name":"Default"}}""", 409, "SecurityGroupDefaultAlreadyExists", "Default security group already exists." },
        { "alpha", "DELETE", "security-groups/$default", null, 409, "SecurityGroupInUse", "in use" },
        { "alpha", "PUT", "security-groups/$default", """{"security_group":{"name":"other"}}""", 409, "SecurityGroupCannotUpdateDefault", "not allowed" },
        { "alpha", "POST", "security-group-rules", Rule(""" "protocol":"tcp","port_range_min":90,"port_range_max":80 """), 400, "SecurityGroupInvalidPortRange", "port_range_min must be <= port_range_max" },
        { "alpha", "POST", "security-group-rules", Rule(""" "port_range_min":80,"port_range_max":80 """), 400, "SecurityGroupProtocolRequiredWithPorts", "Must also specify protocol" },
        { "alpha", "POST", "security-group-rules", Rule(""" "protocol":"tcp","port_range_min":0,"port_range_max":80 """), 400, "SecurityGroupInvalidPortValue", "Invalid value for port 0" },
        { "alpha", "POST", "security-group-rules", Rule(""" "protocol":"tcp","port_range_min":1,"port_range_max":65536 """), 400, "SecurityGroupInvalidPortValue", "Invalid value for port 65536" },
        { "alpha", "POST", "security-group-rules", Rule(""" "protocol":"tcp","port_range_min":-16,"port_range_max":80 """), 400, "SecurityGroupInvalidPortValue", "Invalid value for port -16" },
        { "alpha", "POST", "security-group-rules", Rule(""" "protocol":"tcp","remote_group_id":"nobody" """), 404, "SecurityGroupNotFound", "nobody" },
        { "alpha", "POST", "security-group-rules", Rule(""" "protocol":"icmp","port_range_min":256 """), 400, "SecurityGroupInvalidIcmpValue", "It must be 0 to 255" },
        { "alpha", "POST", "security-group-rules", Rule(""" "protocol":"icmp","port_range_max":1 """), 400, "SecurityGroupMissingIcmpType", "is missing" },
        { "alpha", "POST", "security-group-rules", Rule(""" "protocol":"esp","port_range_min":1,"port_range_max":1 """), 400, "SecurityGroupInvalidProtocolForPort", "50" },
        { "alpha", "POST", "security-group-rules", Rule(""" "protocol":"decnet" """), 400, "HTTPBadRequest", "decnet not supported" },
        { "alpha", "POST", "security-group-rules", Rule(""" "protocol":"ipv6-icmp" """), 400, "SecurityGroupEthertypeConflictWithProtocol", "Invalid ethertype IPv4 for protocol ipv6-icmp" },
        { "alpha", "POST", "security-group-rules", Rule(""" "remote_ip_prefix":"::/0" """), 400, "SecurityGroupRuleParameterConflict", "Conflicting value ethertype IPv4 for CIDR ::/0" },
        { "alpha", "POST", "security-group-rules", Rule(""" "remote_ip_prefix":"10.0.0.0/8","remote_group_id":"$group" """), 400, "SecurityGroupMultipleRemoteEntites", "Only one of" },
        { "alpha", "POST", "security-group-rules", Rule(""" "remote_ip_prefix":"banana" """), 400, "HTTPBadRequest", "banana" },
        { "alpha", "POST", "security-group-rules", Rule(""" "protocol":"6","port_range_min":22,"port_range_max":22 """), 409, "SecurityGroupRuleExists", "Rule id is" },
        { "beta", "POST", "security-group-rules", Rule(""" "protocol":"udp" """), 404, "SecurityGroupNotFound", "does not exist" },
        { "alpha", "GET", "quotas/beta", null, 403, "PolicyNotAuthorized", "get_quota" },
        { "alpha", "PUT", "quotas/alpha", """{"quota":{"port":-1}}""", 403, "PolicyNotAuthorized", "update_quota" },
        { "admin", "PUT", "quotas/alpha", """{"quota":{"port":-2}}""", 400, "HTTPBadRequest", "too small" },
        { "admin", "PUT", "quotas/alpha", """{"quota":{"ports":1}}""", 400, "HTTPBadRequest", "Unrecognized attribute(s) 'ports'" },
        { "alpha", "GET", "extensions/nothing", null, 404, "ExtensionNotFound", "nothing" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Bad_requests_are_refused_in_the_words_of_the_api(
        string project, string method, string path, string? body, int status, string type, string message)
    {
        var before = _given.Cloud.Store.Current.Revision;
        var (answered, document) = await _given.Cloud.SendAsync(project, method, _given.Fill(path), body is null ? null : _given.Fill(body));
        Assert.True(status == answered, $"{answered}: {document}");
        var error = document.GetProperty("NeutronError");
        Assert.Equal(type, error.GetProperty("type").GetString());
        Assert.Contains(message, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, _given.Cloud.Store.Current.Revision);
    }

    private static string Rule(string attributes) =>
        """{"security_group_rule":{"security_group_id":"$group","direction":"ingress",""" + attributes.Trim() + "}}";

    public sealed class Fixture : IAsyncLifetime
    {
        private readonly Dictionary<string, string> _ids = [];

        internal TestCloud Cloud { get; private set; } = null!; // set before the first test by InitializeAsync

        public async Task InitializeAsync()
        {
            Cloud = await TestCloud.StartAsync();
            await AddAsync("$network", "networks", "network", """{"name":"n"}""");
            await AddAsync("$subnet", "subnets", "subnet", """{"network_id":"$network","ip_version":4,"cidr":"192.168.50.0/24"}""");
            await AddAsync("$port", "ports", "port", """{"network_id":"$network","mac_address":"fa:16:3e:00:01:00","fixed_ips":[{"ip_address":"192.168.50.100"}]}""");
            await AddAsync("$group", "security-groups", "security_group", """{"name":"web"}""");
            await AddAsync("$rule", "security-group-rules", "security_group_rule",
                """{"security_group_id":"$group","direction":"ingress","protocol":"tcp","port_range_min":22,"port_range_max":22,"remote_ip_prefix":"0.0.0.0/0"}""");
            var (_, groups) = await Cloud.SendAsync("alpha", "GET", "security-groups?name=default");
            _ids["$default"] = groups.GetProperty("security_groups")[0].GetProperty("id").GetString()!;
        }

        public async Task DisposeAsync() => await Cloud.DisposeAsync();

        public string Fill(string text) => _ids.Aggregate(text, (filled, id) => filled.Replace(id.Key, id.Value, StringComparison.Ordinal));

        private async Task AddAsync(string name, string path, string singular, string attributes) =>
            _ids[name] = (await Cloud.CreateAsync("alpha", path, singular, Fill(attributes))).GetProperty("id").GetString()!;
    }
}
