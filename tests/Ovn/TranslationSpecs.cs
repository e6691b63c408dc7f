using Naru.Ovn.Comparing;
using Naru.Ovn.Rows;

namespace Naru.Ovn.Specs;

/// <summary>What objects of the API become in the northbound database, as an operator would see it.</summary>
public sealed class TranslationSpecs : IAsyncLifetime
{
    private OvnCloud _cloud = null!;

    public async Task InitializeAsync()
    {
        _cloud = await OvnCloud.StartAsync();
        await _cloud.AddAsync("$web", "security-groups", "security_group", """{"name":"web"}""", "alpha");
        await _cloud.AddAsync("$internal", "networks", "network", """{"name":"internal","dns_domain":"naru.example."}""", "alpha");
        await _cloud.AddAsync("$subnet", "subnets", "subnet", """{"network_id":"$internal","ip_version":4,"cidr":"192.168.50.0/24"}""", "alpha");
        await _cloud.AddAsync("$external", "networks", "network", """{"name":"external","router:external":true,"provider:network_type":"flat","provider:physical_network":"physnet1"}""");
        await _cloud.AddAsync("$outside", "subnets", "subnet", """{"network_id":"$external","ip_version":4,"cidr":"203.0.113.0/24","gateway_ip":"203.0.113.1","enable_dhcp":false}""");
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public void What_is_always_there() => Match(UnitKind.Always);

    [Fact]
    public async Task Networks_and_their_segments()
    {
        await _cloud.AddAsync("$vlan", "networks", "network", """{"name":"vlan","provider:network_type":"vlan","provider:physical_network":"physnet1","provider:segmentation_id":120}""");
        Match(UnitKind.Network, UnitKind.Segment);
    }

    [Fact]
    public async Task Subnets_and_what_is_answered_on_them()
    {
        await _cloud.AddAsync("$routed", "subnets", "subnet",
            """{"network_id":"$internal","ip_version":4,"cidr":"192.168.51.0/24","dns_nameservers":["9.9.9.9","1.1.1.1"],"host_routes":[{"destination":"10.9.0.0/16","nexthop":"192.168.51.9"}]}""", "alpha");
        await _cloud.AddAsync("$alone", "subnets", "subnet", """{"network_id":"$internal","ip_version":4,"cidr":"192.168.52.0/24","gateway_ip":null}""", "alpha");
        await _cloud.AddAsync("$six", "subnets", "subnet",
            """{"network_id":"$internal","ip_version":6,"cidr":"fd00:6::/64","ipv6_address_mode":"dhcpv6-stateful","ipv6_ra_mode":"dhcpv6-stateful","dns_nameservers":["fd00:6::53"]}""", "alpha");
        await _cloud.AddAsync("$slaac", "subnets", "subnet", """{"network_id":"$internal","ip_version":6,"cidr":"fd00:7::/64","ipv6_address_mode":"slaac","ipv6_ra_mode":"slaac"}""", "alpha");
        Match(UnitKind.Subnet);
    }

    [Fact]
    public async Task An_instances_port()
    {
        await PortAsync("$vm", """
            {"name":"vm1","network_id":"$internal","device_owner":"compute:nova","device_id":"vm-1","binding:host_id":"host-1","dns_name":"vm1","security_groups":["$web"],
             "fixed_ips":[{"subnet_id":"$subnet","ip_address":"192.168.50.10"}],
             "allowed_address_pairs":[{"ip_address":"192.168.50.100"},{"ip_address":"10.0.0.0/8","mac_address":"02:00:00:00:00:01"}],
             "extra_dhcp_opts":[{"opt_name":"bootfile-name","opt_value":"pxe.0"},{"opt_name":"150","opt_value":"192.168.50.2"}]}
            """);
        Match(UnitKind.Port, "$vm");
    }

    [Fact]
    public async Task A_port_without_port_security()
    {
        await PortAsync("$open", """{"name":"open","network_id":"$internal","port_security_enabled":false,"fixed_ips":[{"ip_address":"192.168.50.11"}]}""");
        Match(UnitKind.Port, "$open");
    }

    [Fact]
    public async Task A_virtual_port_and_one_on_hardware()
    {
        await PortAsync("$vip", """{"name":"vip","network_id":"$internal","fixed_ips":[{"ip_address":"192.168.50.100"}],"security_groups":[]}""");
        await PortAsync("$parent", """{"name":"parent","network_id":"$internal","security_groups":[],"allowed_address_pairs":[{"ip_address":"192.168.50.100"}],"fixed_ips":[{"ip_address":"192.168.50.12"}]}""");
        await PortAsync("$direct", """{"name":"direct","network_id":"$external","binding:vnic_type":"direct","security_groups":[],"fixed_ips":[{"ip_address":"203.0.113.50"}]}""");
        Golden.Match(RowText.Of(_cloud, unit => unit.Kind is UnitKind.ExternalPorts || unit == new Unit(UnitKind.Port, _cloud.Ids["$vip"]) || unit == new Unit(UnitKind.Port, _cloud.Ids["$direct"])));
    }

    [Fact]
    public async Task A_trunks_subport()
    {
        await PortAsync("$trunked", """{"name":"parent","network_id":"$internal","security_groups":[],"fixed_ips":[{"ip_address":"192.168.50.20"}]}""");
        await PortAsync("$sub", """{"name":"sub","network_id":"$internal","security_groups":[],"fixed_ips":[{"ip_address":"192.168.50.21"}]}""");
        await _cloud.AddAsync("$trunk", "trunks", "trunk", """{"port_id":"$trunked","sub_ports":[{"port_id":"$sub","segmentation_type":"vlan","segmentation_id":7}]}""", "alpha");
        Match(UnitKind.Port, "$sub");
    }

    [Fact]
    public async Task Security_groups_and_their_rules()
    {
        await _cloud.AddAsync("$stateless", "security-groups", "security_group", """{"name":"stateless","stateful":false}""", "alpha");
        await _cloud.AddAsync("$addresses", "address-groups", "address_group", """{"name":"offices","addresses":["10.1.0.0/16","fd00:1::/64"]}""", "alpha");
        foreach (var group in (string[])["$web", "$stateless"])
        {
            var (_, rules) = await _cloud.SendAsync("GET", $"security-group-rules?security_group_id={group}");
            foreach (var rule in rules.GetProperty("security_group_rules").EnumerateArray())
                await _cloud.DoAsync("DELETE", $"security-group-rules/{rule.GetProperty("id").GetString()}");
        }
        await RuleAsync("$r01", """{"direction":"ingress","protocol":"tcp","port_range_min":80,"port_range_max":90}""");
        await RuleAsync("$r02", """{"direction":"ingress","protocol":"udp","port_range_min":53,"port_range_max":53,"remote_ip_prefix":"10.0.0.0/24"}""");
        await RuleAsync("$r03", """{"direction":"ingress","remote_group_id":"$web"}""");
        await RuleAsync("$r04", """{"direction":"egress","ethertype":"IPv6","protocol":"icmp","port_range_min":128,"port_range_max":0}""");
        await RuleAsync("$r05", """{"direction":"egress","protocol":"icmp","remote_ip_prefix":"0.0.0.0/0"}""");
        await RuleAsync("$r06", """{"direction":"egress","protocol":"gre"}""");
        await RuleAsync("$r07", """{"direction":"ingress","ethertype":"IPv6","remote_address_group_id":"$addresses"}""");
        await _cloud.AddAsync("$r08", "security-group-rules", "security_group_rule", """{"security_group_id":"$stateless","direction":"ingress","protocol":"sctp","port_range_min":5000,"port_range_max":5001}""", "alpha");
        await _cloud.AddAsync("$log", "log/logs", "log", """{"resource_type":"security_group","resource_id":"$stateless","event":"ALL"}""");
        Golden.Match(RowText.Of(_cloud, unit => unit.Kind is UnitKind.AddressGroup
            || unit.Kind is UnitKind.SecurityGroup or UnitKind.SecurityGroupRule && _cloud.Ids.Values.Contains(unit.Id)));
    }

    [Fact]
    public async Task A_router_with_its_ports_and_translations()
    {
        await ConnectAsync();
        await _cloud.AddAsync("$six", "subnets", "subnet", """{"network_id":"$internal","ip_version":6,"cidr":"fd00:7::/64","ipv6_address_mode":"slaac","ipv6_ra_mode":"slaac"}""", "alpha");
        await _cloud.DoAsync("PUT", "routers/$router/add_router_interface", """{"subnet_id":"$six"}""");
        await _cloud.DoAsync("PUT", "routers/$router", """{"router":{"routes":[{"destination":"10.9.0.0/16","nexthop":"192.168.50.9"}]}}""");
        Golden.Match(RowText.Of(_cloud, unit => unit.Kind is UnitKind.Router
            || unit.Kind is UnitKind.Port && _cloud.State.In(Network.Ports.PortTable.Table).Find(unit.Id)!.DeviceId == _cloud.Ids["$router"]));
    }

    [Fact]
    public async Task Two_gateways_on_one_network_have_a_route_each_and_a_route_is_one_row_however_often_it_is_wanted()
    {
        await ConnectAsync();
        await _cloud.DoAsync("PUT", "routers/$router", """{"router":{"external_gateways":[{"network_id":"$external"},{"network_id":"$external"}],"enable_default_route_ecmp":true}}""");
        Assert.Equal(2, Routes());
        await _cloud.DoAsync("PUT", "routers/$router", """{"router":{"external_gateways":[{"network_id":"$external"}],"routes":[{"destination":"0.0.0.0/0","nexthop":"203.0.113.1"}]}}""");
        Assert.Equal(1, Routes());

        int Routes() => DesiredRows.Of(_cloud.State).Rows.Keys.Count(key => key.Table == "Logical_Router_Static_Route");
    }

    [Fact]
    public async Task Floating_ips_and_forwarded_ports()
    {
        await ConnectAsync();
        await PortAsync("$vm", """{"network_id":"$internal","device_owner":"compute:nova","device_id":"vm-1","binding:host_id":"host-1","security_groups":[],"fixed_ips":[{"ip_address":"192.168.50.10"}]}""");
        await _cloud.WriteAsync(state => Network.Ports.PortProvisioning.Report(
            state, _cloud.Ids["$vm"], "host-1", Network.Ports.ProvisioningSteps.L2, Network.Ports.ProvisioningState.Up));
        await PortAsync("$unplugged", """{"network_id":"$internal","security_groups":[],"fixed_ips":[{"ip_address":"192.168.50.11"}]}""");
        await PortAsync("$behind", """{"network_id":"$internal","security_groups":[],"fixed_ips":[{"ip_address":"192.168.50.12"}]}""");
        await _cloud.AddAsync("$policy", "qos/policies", "policy", """{"name":"gold"}""", "admin");
        await _cloud.DoAsync("POST", "qos/policies/$policy/bandwidth_limit_rules", """{"bandwidth_limit_rule":{"max_kbps":3000,"direction":"egress"}}""");
        await _cloud.AddAsync("$distributed", "floatingips", "floatingip", """{"floating_network_id":"$external","floating_ip_address":"203.0.113.101","port_id":"$vm","qos_policy_id":"$policy"}""");
        await _cloud.AddAsync("$central", "floatingips", "floatingip", """{"floating_network_id":"$external","floating_ip_address":"203.0.113.102","port_id":"$unplugged"}""");
        await _cloud.AddAsync("$forwarded", "floatingips", "floatingip", """{"floating_network_id":"$external","floating_ip_address":"203.0.113.103"}""");
        await _cloud.DoAsync("POST", "floatingips/$forwarded/port_forwardings",
            """{"port_forwarding":{"protocol":"tcp","external_port":2222,"internal_port":22,"internal_ip_address":"192.168.50.12","internal_port_id":"$behind"}}""");
        Match(UnitKind.FloatingIp);
    }

    [Fact]
    public async Task Limits_and_marks()
    {
        await _cloud.AddAsync("$policy", "qos/policies", "policy", """{"name":"silver"}""");
        await _cloud.DoAsync("POST", "qos/policies/$policy/bandwidth_limit_rules", """{"bandwidth_limit_rule":{"max_kbps":1000,"max_burst_kbps":200,"direction":"egress"}}""");
        await _cloud.DoAsync("POST", "qos/policies/$policy/bandwidth_limit_rules", """{"bandwidth_limit_rule":{"max_kbps":2000,"direction":"ingress"}}""");
        await _cloud.DoAsync("POST", "qos/policies/$policy/dscp_marking_rules", """{"dscp_marking_rule":{"dscp_mark":26}}""");
        await _cloud.DoAsync("POST", "qos/policies/$policy/minimum_bandwidth_rules", """{"minimum_bandwidth_rule":{"min_kbps":500,"direction":"egress"}}""");
        await PortAsync("$limited", """{"network_id":"$external","security_groups":[],"fixed_ips":[{"ip_address":"203.0.113.30"}],"qos_policy_id":"$policy"}""");
        Match(UnitKind.Port, "$limited");
    }

    private async Task ConnectAsync()
    {
        await _cloud.AddAsync("$router", "routers", "router", """{"name":"r1","external_gateway_info":{"network_id":"$external","external_fixed_ips":[{"ip_address":"203.0.113.100"}]}}""");
        await _cloud.DoAsync("PUT", "routers/$router/add_router_interface", """{"subnet_id":"$subnet"}""");
    }

    private Task<string> PortAsync(string name, string attributes, string project = "alpha") =>
        _cloud.AddAsync(name, "ports", "port", attributes, attributes.Contains("binding", StringComparison.Ordinal) || attributes.Contains("$external", StringComparison.Ordinal) ? "admin" : project);

    private Task<string> RuleAsync(string name, string attributes) =>
        _cloud.AddAsync(name, "security-group-rules", "security_group_rule", attributes.Replace("{", """{"security_group_id":"$web",""", StringComparison.Ordinal), "alpha");

    private void Match(UnitKind kind, string name, [System.Runtime.CompilerServices.CallerMemberName] string test = "") =>
        Golden.Match(RowText.Of(_cloud, unit => unit == new Unit(kind, _cloud.Ids[name])), name: test);

    private void Match(UnitKind kind, UnitKind? other = null, [System.Runtime.CompilerServices.CallerMemberName] string test = "") =>
        Golden.Match(RowText.Of(_cloud, unit => unit.Kind == kind || unit.Kind == other), name: test);
}
