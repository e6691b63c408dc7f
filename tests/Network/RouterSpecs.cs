using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.NodeContract;

namespace Naru.Network;

public sealed class RouterSpecs : IAsyncLifetime
{
    private const string Unknown = "11111111-1111-1111-1111-111111111111";

    private L3Cloud _cloud = null!; // set before each test by InitializeAsync

    public async Task InitializeAsync() => _cloud = await L3Cloud.StartAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task A_gateway_takes_an_address_of_the_pool_and_an_interface_the_gateway_address_of_its_subnet()
    {
        await _cloud.ConnectAsync();
        var router = (await _cloud.DoAsync("alpha", "GET", "routers/$router")).GetProperty("router");
        var gateway = router.GetProperty("external_gateway_info");
        Assert.Equal(_cloud.Fill("$external"), gateway.GetProperty("network_id").GetString());
        Assert.True(gateway.GetProperty("enable_snat").GetBoolean());
        Assert.Equal("203.0.113.100", gateway.GetProperty("external_fixed_ips")[0].GetProperty("ip_address").GetString());
        Assert.Equal("ACTIVE", router.GetProperty("status").GetString());

        var ports = (await _cloud.DoAsync("admin", "GET", "ports?device_id=$router&device_owner=network:router_interface")).GetProperty("ports");
        var port = Assert.Single(ports.EnumerateArray());
        Assert.Equal("192.168.50.1", port.GetProperty("fixed_ips")[0].GetProperty("ip_address").GetString());
        Assert.Equal(L3Cloud.NetworkHost, port.GetProperty("binding:host_id").GetString());
        Assert.Equal("ovs", port.GetProperty("binding:vif_type").GetString());
    }

    [Fact]
    public async Task Adding_and_removing_an_interface_answers_what_was_connected()
    {
        var added = await _cloud.DoAsync("alpha", "PUT", "routers/$router/add_router_interface", """{"subnet_id":"$subnet"}""");
        var removed = await _cloud.DoAsync("alpha", "PUT", "routers/$router/remove_router_interface", """{"subnet_id":"$subnet"}""");
        foreach (var answer in new[] { added, removed })
        {
            Assert.Equal(_cloud.Fill("$router"), answer.GetProperty("id").GetString());
            Assert.Equal("alpha", answer.GetProperty("project_id").GetString());
            Assert.Equal("alpha", answer.GetProperty("tenant_id").GetString());
            Assert.Equal(_cloud.Fill("$internal"), answer.GetProperty("network_id").GetString());
            Assert.Equal(_cloud.Fill("$subnet"), answer.GetProperty("subnet_id").GetString());
            Assert.Equal(_cloud.Fill("$subnet"), Assert.Single(answer.GetProperty("subnet_ids").EnumerateArray()).GetString());
        }
        Assert.Equal(added.GetProperty("port_id").GetString(), removed.GetProperty("port_id").GetString());
        Assert.Empty(RouterPorts.Of(_cloud.State, _cloud.Fill("$router")));
    }

    [Fact]
    public async Task A_port_that_exists_becomes_an_interface_and_goes_with_it()
    {
        await _cloud.DoAsync("alpha", "PUT", "routers/$router/add_router_interface", """{"port_id":"$port"}""");
        var port = _cloud.State.In(PortTable.Table).Find(_cloud.Fill("$port"))!;
        Assert.Equal((_cloud.Fill("$router"), DeviceOwners.RouterInterface, L3Cloud.NetworkHost), (port.DeviceId, port.DeviceOwner, port.Binding.Host));
        await _cloud.RefusedAsync("alpha", "DELETE", "ports/$port", null, 409, "ServicePortInUse", "has device owner network:router_interface");
        await _cloud.DoAsync("alpha", "PUT", "routers/$router/remove_router_interface", """{"port_id":"$port"}""");
        Assert.False(_cloud.State.In(PortTable.Table).Contains(_cloud.Fill("$port")));
    }

    [Fact]
    public async Task Prefixes_of_one_network_share_an_interface()
    {
        foreach (var (name, prefix) in new[] { ("$v6a", "2001:db8:1::/64"), ("$v6b", "2001:db8:2::/64") })
        {
            await _cloud.AddAsync("alpha", name, "subnets", "subnet",
                $$"""{"network_id":"$internal","ip_version":6,"cidr":"{{prefix}}","ipv6_ra_mode":"slaac","ipv6_address_mode":"slaac"}""");
            await _cloud.DoAsync("alpha", "PUT", "routers/$router/add_router_interface", $$"""{"subnet_id":"{{name}}"}""");
        }
        Assert.Equal(2, Assert.Single(RouterPorts.Interfaces(_cloud.State, _cloud.Fill("$router"))).FixedIps.Count);
        await _cloud.DoAsync("alpha", "PUT", "routers/$router/remove_router_interface", """{"subnet_id":"$v6a"}""");
        Assert.Single(Assert.Single(RouterPorts.Interfaces(_cloud.State, _cloud.Fill("$router"))).FixedIps);
    }

    [Fact]
    public async Task Routes_lead_over_connected_subnets_and_keep_their_interface()
    {
        const string Route = """{"router":{"routes":[{"destination":"10.9.0.0/16","nexthop":"192.168.50.9"}]}}""";
        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router", Route, 400, "InvalidRoutes", "the nexthop is not connected with router");
        await _cloud.ConnectAsync();
        await _cloud.DoAsync("alpha", "PUT", "routers/$router", Route);
        var added = await _cloud.DoAsync("alpha", "PUT", "routers/$router/add_extraroutes",
            """{"router":{"routes":[{"destination":"10.8.0.0/16","nexthop":"203.0.113.7"},{"destination":"10.9.0.0/16","nexthop":"192.168.50.9"}]}}""");
        Assert.Equal(2, added.GetProperty("router").GetProperty("routes").GetArrayLength());
        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router", """{"router":{"routes":[{"destination":"10.9.0.0/16","nexthop":"192.168.50.1"}]}}""",
            400, "InvalidRoutes", "the nexthop is used by router");
        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router/remove_router_interface", """{"subnet_id":"$subnet"}""", 409, "RouterInterfaceInUseByRoute", "one or more routes");
        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router", """{"router":{"external_gateway_info":{}}}""", 400, "InvalidRoutes", "not connected");
        await _cloud.DoAsync("alpha", "PUT", "routers/$router/remove_extraroutes", """{"router":{"routes":[{"destination":"10.8.0.0/16","nexthop":"203.0.113.7"}]}}""");
        await _cloud.DoAsync("alpha", "PUT", "routers/$router", """{"router":{"external_gateway_info":{}}}""");
    }

    [Fact]
    public async Task A_gateway_can_be_given_with_the_router_changed_and_taken_away()
    {
        await _cloud.AddAsync("admin", "$mine", "routers", "router",
            """{"external_gateway_info":{"network_id":"$external","enable_snat":false,"external_fixed_ips":[{"ip_address":"203.0.113.50"}]}}""");
        var changed = await _cloud.DoAsync("admin", "PUT", "routers/$mine",
            """{"router":{"external_gateway_info":{"network_id":"$external","external_fixed_ips":[{"subnet_id":"$external_subnet","ip_address":"203.0.113.51"}]}}}""");
        var gateway = changed.GetProperty("router").GetProperty("external_gateway_info");
        Assert.True(gateway.GetProperty("enable_snat").GetBoolean());
        Assert.Equal("203.0.113.51", Assert.Single(gateway.GetProperty("external_fixed_ips").EnumerateArray()).GetProperty("ip_address").GetString());
        var cleared = await _cloud.DoAsync("admin", "PUT", "routers/$mine", """{"router":{"external_gateway_info":null}}""");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, cleared.GetProperty("router").GetProperty("external_gateway_info").ValueKind);
        await _cloud.DoAsync("admin", "DELETE", "routers/$mine");
        Assert.Empty(RouterPorts.Of(_cloud.State, _cloud.Fill("$mine")));
    }

    [Fact]
    public async Task What_is_in_use_is_kept()
    {
        await _cloud.ConnectAsync();
        await _cloud.RefusedAsync("alpha", "DELETE", "routers/$router", null, 409, "RouterInUse", "Router $router has ports still attached: ");
        await _cloud.RefusedAsync("alpha", "DELETE", "subnets/$subnet", null, 409, "SubnetInUse", "$subnet");
        await _cloud.RefusedAsync("alpha", "DELETE", "networks/$internal", null, 409, "NetworkInUse", "$internal");
        await _cloud.RefusedAsync("admin", "DELETE", "networks/$external", null, 409, "NetworkInUse", "$external");
        await _cloud.RefusedAsync("admin", "PUT", "networks/$external", """{"network":{"router:external":false}}""", 409, "ExternalNetworkInUse", "existing gateway ports");
        var gatewayPort = RouterPorts.Of(_cloud.State, _cloud.Fill("$router")).Single(port => port.DeviceOwner == DeviceOwners.RouterGateway);
        Assert.Equal("", gatewayPort.ProjectId);
        await _cloud.RefusedAsync("admin", "DELETE", $"ports/{gatewayPort.Id}", null, 409, "ServicePortInUse", "network:router_gateway");
    }

    [Fact]
    public async Task Interfaces_are_refused_where_packets_could_not_find_their_way()
    {
        await _cloud.ConnectAsync();
        await _cloud.AddAsync("alpha", "$other", "networks", "network", "{}");
        await _cloud.AddAsync("alpha", "$overlap", "subnets", "subnet", """{"network_id":"$other","ip_version":4,"cidr":"192.168.50.0/25"}""");
        await _cloud.AddAsync("alpha", "$nogateway", "subnets", "subnet", """{"network_id":"$other","ip_version":4,"cidr":"10.1.0.0/24","gateway_ip":null}""");
        await _cloud.AddAsync("alpha", "$slaac", "subnets", "subnet", """{"network_id":"$other","ip_version":6,"cidr":"2001:db8::/64","ipv6_address_mode":"slaac"}""");
        await _cloud.AddAsync("alpha", "$noaddress", "ports", "port", """{"network_id":"$other","fixed_ips":[]}""");
        await _cloud.AddAsync("alpha", "$used", "ports", "port", """{"network_id":"$backend","device_id":"vm"}""");
        foreach (var (body, status, type, message) in new[]
        {
            ("{}", 400, "BadRequest", "Bad router request: Either subnet_id or port_id must be specified."),
            ("""{"subnet_id":"$backend_subnet","port_id":"$port"}""", 400, "BadRequest", "Cannot specify both subnet-id and port-id"),
            ("""{"subnet_id":"x"}""", 400, "BadRequest", "'x' is not a valid UUID"),
            ($$"""{"subnet_id":"{{Unknown}}"}""", 404, "SubnetNotFound", Unknown),
            ($$"""{"port_id":"{{Unknown}}"}""", 404, "PortNotFound", Unknown),
            ("""{"subnet_id":"$subnet"}""", 400, "BadRequest", "Router already has a port on subnet $subnet"),
            ("""{"subnet_id":"$overlap"}""", 400, "BadRequest", "Cidr 192.168.50.0/25 of subnet $overlap overlaps with cidr 192.168.50.0/24 of subnet $subnet"),
            ("""{"subnet_id":"$nogateway"}""", 400, "BadRequest", "Subnet for router interface must have a gateway IP"),
            ("""{"subnet_id":"$slaac"}""", 400, "BadRequest", "configured to receive RAs from an external router"),
            ("""{"subnet_id":"$external_subnet"}""", 400, "BadRequest", "not owned by project making the request"),
            ("""{"port_id":"$noaddress"}""", 400, "BadRequest", "Router port must have at least one fixed IP"),
            ("""{"port_id":"$used"}""", 409, "PortInUse", "Port already has an attached device vm."),
        })
        {
            await _cloud.RefusedAsync("alpha", "PUT", "routers/$router/add_router_interface", body, status, type, message);
        }
        await _cloud.AddAsync("alpha", "$taker", "ports", "port", """{"network_id":"$backend","fixed_ips":[{"ip_address":"192.168.60.1"}]}""");
        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router/add_router_interface", """{"subnet_id":"$backend_subnet"}""", 409, "IpAddressAlreadyAllocated", "192.168.60.1");
        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router/remove_router_interface", """{"subnet_id":"$backend_subnet"}""", 404, "RouterInterfaceNotFoundForSubnet", "$backend_subnet");
        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router/remove_router_interface", """{"port_id":"$port"}""", 404, "RouterInterfaceNotFound", "$port");
        await _cloud.RefusedAsync("beta", "PUT", "routers/$router/add_router_interface", """{"subnet_id":"$subnet"}""", 404, "RouterNotFound", "$router");
        await _cloud.RefusedAsync("reader", "POST", "routers", """{"router":{}}""", 403, "PolicyNotAuthorized", "create_router");
    }

    [Fact]
    public async Task Gateways_and_modes_are_refused_where_they_cannot_work()
    {
        foreach (var (project, attributes, status, type, message) in new[]
        {
            ("alpha", """ "external_gateway_info":{"network_id":"$internal"} """, 400, "BadRequest", "Network $internal is not an external network"),
            ("alpha", $$""" "external_gateway_info":{"network_id":"{{Unknown}}"} """, 404, "NetworkNotFound", Unknown),
            ("alpha", """ "external_gateway_info":{"network_id":"$external","enable_snat":false} """, 403, "PolicyNotAuthorized", "create_router:external_gateway_info:enable_snat"),
            ("alpha", """ "external_gateway_info":{"network_id":"$external","external_fixed_ips":[{"ip_address":"203.0.113.9"}]} """, 403, "PolicyNotAuthorized", "external_fixed_ips"),
            ("admin", """ "external_gateway_info":{"network_id":"$external","external_fixed_ips":[{"ip_address":"203.0.113.1"}]} """, 400, "BadRequest", "External IP 203.0.113.1 is the same as the gateway IP"),
            ("alpha", """ "external_gateway_info":{"nonsense":1} """, 400, "HTTPBadRequest", "external_gateway_info"),
            ("alpha", """ "distributed":true """, 403, "PolicyNotAuthorized", "create_router:distributed"),
            ("alpha", """ "ha":true """, 403, "PolicyNotAuthorized", "create_router:ha"),
            ("admin", """ "distributed":true,"ha":true """, 400, "BadRequest", "both distributed and highly available"),
            ("alpha", """ "availability_zone_hints":["mars"] """, 404, "AvailabilityZoneNotFound", "AvailabilityZone mars could not be found."),
        })
        {
            await _cloud.RefusedAsync(project, "POST", "routers", $$"""{"router":{ {{attributes}} } }""", status, type, message);
        }
    }

    [Fact]
    public async Task A_network_granted_to_a_project_takes_its_router_and_one_open_to_everybody_does_not()
    {
        await _cloud.AddAsync("beta", "$theirs", "networks", "network", "{}");
        await _cloud.AddAsync("beta", "$their_subnet", "subnets", "subnet", """{"network_id":"$theirs","ip_version":4,"cidr":"10.5.0.0/24"}""");
        await _cloud.DoAsync("admin", "PUT", "networks/$theirs", """{"network":{"shared":true}}""");
        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router/add_router_interface", """{"subnet_id":"$their_subnet"}""", 400, "BadRequest", "not owned by project");
        await _cloud.DoAsync("beta", "POST", "rbac-policies",
            """{"rbac_policy":{"object_type":"network","object_id":"$theirs","action":"access_as_shared","target_tenant":"alpha"}}""");
        await _cloud.DoAsync("alpha", "PUT", "routers/$router/add_router_interface", """{"subnet_id":"$their_subnet"}""");
    }

    [Fact]
    public async Task A_network_can_be_external_for_one_project()
    {
        await _cloud.DoAsync("admin", "POST", "rbac-policies",
            """{"rbac_policy":{"object_type":"network","object_id":"$backend","action":"access_as_external","target_tenant":"beta"}}""");
        await _cloud.AddAsync("beta", "$theirs", "routers", "router", """{"external_gateway_info":{"network_id":"$backend"}}""");
        await _cloud.AddAsync("beta", "$fip", "floatingips", "floatingip", """{"floating_network_id":"$backend"}""");
        await _cloud.RefusedAsync("gamma", "POST", "routers", """{"router":{"external_gateway_info":{"network_id":"$backend"}}}""", 404, "NetworkNotFound", "$backend");
        var shown = (await _cloud.DoAsync("alpha", "GET", "networks/$backend")).GetProperty("network");
        Assert.True(shown.GetProperty("router:external").GetBoolean());
        await _cloud.DoAsync("alpha", "PUT", "networks/$backend", """{"network":{"name":"renamed"}}""");
        await _cloud.RefusedAsync("gamma", "GET", "networks/$backend", null, 404, "NetworkNotFound", "$backend");
    }

    [Fact]
    public async Task Routers_are_spread_over_hosts_and_wait_where_there_is_none()
    {
        await _cloud.AttachAsync("network-2", NodeRole.L3);
        await _cloud.ConnectAsync();
        await _cloud.AddAsync("alpha", "$second", "routers", "router", """{"external_gateway_info":{"network_id":"$external"}}""");
        var hosts = new[] { "$router", "$second" }.Select(name => _cloud.State.In(RouterTable.Table).Find(_cloud.Fill(name))!.Host);
        Assert.Equal([L3Cloud.NetworkHost, "network-2"], hosts.Order());

        await _cloud.DetachAsync(L3Cloud.NetworkHost);
        await _cloud.DetachAsync("network-2");
        await _cloud.AddAsync("alpha", "$third", "routers", "router", """{"external_gateway_info":{"network_id":"$external"}}""");
        Assert.Equal("", _cloud.State.In(RouterTable.Table).Find(_cloud.Fill("$third"))!.Host);
        await _cloud.AttachAsync("network-3", NodeRole.L3);
        Assert.Equal("network-3", _cloud.State.In(RouterTable.Table).Find(_cloud.Fill("$third"))!.Host);
        Assert.All(RouterPorts.Of(_cloud.State, _cloud.Fill("$third")), port => Assert.True(port.Binding is { IsBound: true, Host: "network-3" }));
    }
}
