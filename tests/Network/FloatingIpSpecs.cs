using System.Text.Json;
using Naru.Network.FloatingIps;
using Naru.Network.Ports;
using Naru.NodeContract;

namespace Naru.Network;

public sealed class FloatingIpSpecs : IAsyncLifetime
{
    private const string Unknown = "11111111-1111-1111-1111-111111111111";

    private L3Cloud _cloud = null!; // set before each test by InitializeAsync

    public async Task InitializeAsync() => _cloud = await L3Cloud.StartAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task It_leads_to_a_port_over_the_router_between_and_nowhere_again()
    {
        await _cloud.ConnectAsync();
        await _cloud.AddAsync("alpha", "$fip", "floatingips", "floatingip", """{"floating_network_id":"$external"}""");
        var made = await ShowAsync();
        Assert.Equal("DOWN", made.GetProperty("status").GetString());
        Assert.Equal("203.0.113.101", made.GetProperty("floating_ip_address").GetString());
        Assert.Equal(JsonValueKind.Null, made.GetProperty("port_details").ValueKind);

        await _cloud.DoAsync("alpha", "PUT", "floatingips/$fip", """{"floatingip":{"port_id":"$port"}}""");
        var associated = await ShowAsync();
        Assert.Equal(_cloud.Fill("$router"), associated.GetProperty("router_id").GetString());
        Assert.Equal(AddressOfPort(), associated.GetProperty("fixed_ip_address").GetString());
        Assert.Equal(_cloud.Fill("$internal"), associated.GetProperty("port_details").GetProperty("network_id").GetString());

        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router", """{"router":{"external_gateway_info":{}}}""",
            409, "RouterExternalGatewayInUseByFloatingIp", "Gateway cannot be updated for router $router");
        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router/remove_router_interface", """{"subnet_id":"$subnet"}""",
            409, "RouterInterfaceInUseByFloatingIP", "one or more floating IPs");
        await _cloud.RefusedAsync("alpha", "PUT", "ports/$port", """{"port":{"fixed_ips":[{"ip_address":"192.168.50.77"}]}}""",
            400, "BadRequest", "its original fixed_ip has been associated to a floating ip");

        await _cloud.ObserveAsync(L3Cloud.NetworkHost, ObservedKind.FloatingIp, "$fip", Condition.Active);
        Assert.Equal("ACTIVE", (await ShowAsync()).GetProperty("status").GetString());
        await _cloud.DoAsync("alpha", "PUT", "floatingips/$fip", """{"floatingip":{"port_id":null}}""");
        var free = await ShowAsync();
        Assert.Equal("DOWN", free.GetProperty("status").GetString());
        Assert.All(["port_id", "router_id", "fixed_ip_address"], name => Assert.Equal(JsonValueKind.Null, free.GetProperty(name).ValueKind));

        await _cloud.DoAsync("alpha", "DELETE", "floatingips/$fip");
        Assert.DoesNotContain(_cloud.State.In(PortTable.Table).All, port => port.DeviceOwner == DeviceOwners.FloatingIp);
    }

    [Fact]
    public async Task It_is_freed_when_its_port_is_deleted()
    {
        await _cloud.ConnectAsync();
        await _cloud.AddAsync("alpha", "$fip", "floatingips", "floatingip", """{"floating_network_id":"$external","port_id":"$port"}""");
        await _cloud.DoAsync("alpha", "DELETE", "ports/$port");
        Assert.Equal(JsonValueKind.Null, (await ShowAsync()).GetProperty("port_id").ValueKind);
    }

    [Fact]
    public async Task Its_address_belongs_to_nobody_and_is_kept_from_the_ports_api()
    {
        await _cloud.AddAsync("alpha", "$fip", "floatingips", "floatingip", """{"floating_network_id":"$external","subnet_id":"$external_subnet"}""");
        var floating = _cloud.State.In(FloatingIpTable.Table).Find(_cloud.Fill("$fip"))!;
        var port = _cloud.State.In(PortTable.Table).Find(floating.FloatingPortId)!;
        Assert.Equal(("", PortStatus.NotApplicable, floating.Id), (port.ProjectId, port.Status, port.DeviceId));
        await _cloud.RefusedAsync("admin", "DELETE", $"ports/{port.Id}", null, 409, "ServicePortInUse", "network:floatingip");
    }

    [Fact]
    public async Task What_cannot_lead_anywhere_is_refused()
    {
        await _cloud.ConnectAsync();
        await _cloud.AddAsync("alpha", "$far", "ports", "port", """{"network_id":"$backend"}""");
        await _cloud.AddAsync("alpha", "$bare", "ports", "port", """{"network_id":"$internal","fixed_ips":[]}""");
        await _cloud.AddAsync("alpha", "$double", "ports", "port", """{"network_id":"$internal","fixed_ips":[{"subnet_id":"$subnet"},{"subnet_id":"$subnet"}]}""");
        await _cloud.AddAsync("beta", "$foreign_net", "networks", "network", "{}");
        await _cloud.AddAsync("beta", "$foreign", "ports", "port", """{"network_id":"$foreign_net"}""");
        await _cloud.AddAsync("alpha", "$fip", "floatingips", "floatingip", """{"floating_network_id":"$external","port_id":"$port"}""");
        foreach (var (attributes, status, type, message) in new[]
        {
            ("{}", 400, "HTTPBadRequest", "floating_network_id"),
            ("""{"floating_network_id":"$internal"}""", 400, "BadRequest", "Bad floatingip request: Network $internal is not a valid external network."),
            ($$"""{"floating_network_id":"{{Unknown}}"}""", 404, "NetworkNotFound", Unknown),
            ("""{"floating_network_id":"$external","floating_ip_address":"203.0.113.9"}""", 403, "PolicyNotAuthorized", "create_floatingip:floating_ip_address"),
            ("""{"floating_network_id":"$external","subnet_id":"$subnet"}""", 400, "InvalidInput", "$subnet"),
            ("""{"floating_network_id":"$external","fixed_ip_address":"192.168.50.9"}""", 400, "BadRequest", "fixed_ip_address cannot be specified without a port_id"),
            ($$"""{"floating_network_id":"$external","port_id":"{{Unknown}}"}""", 404, "PortNotFound", Unknown),
            ("""{"floating_network_id":"$external","port_id":"$foreign"}""", 400, "BadRequest", "that port is owned by a different project"),
            ("""{"floating_network_id":"$external","port_id":"$bare"}""", 400, "BadRequest", "no fixed IPv4 addresses"),
            ("""{"floating_network_id":"$external","port_id":"$double"}""", 400, "BadRequest", "multiple fixed IPv4 addresses"),
            ("""{"floating_network_id":"$external","port_id":"$port","fixed_ip_address":"192.168.50.250"}""", 400, "BadRequest", "Port $port does not have fixed ip 192.168.50.250"),
            ("""{"floating_network_id":"$external","port_id":"$far"}""", 404, "ExternalGatewayForFloatingIPNotFound", "External network $external is not reachable from subnet $backend_subnet."),
            ("""{"floating_network_id":"$external","port_id":"$port"}""", 409, "FloatingIPPortAlreadyAssociated", "already has a floating IP on external network $external"),
        })
        {
            await _cloud.RefusedAsync("alpha", "POST", "floatingips", $$"""{"floatingip":{{attributes}}}""", status, type, message);
        }
        // The refused ones gave their addresses back: one of three is left.
        await _cloud.AddAsync("alpha", "$last", "floatingips", "floatingip", """{"floating_network_id":"$external"}""");
        await _cloud.RefusedAsync("alpha", "POST", "floatingips", """{"floatingip":{"floating_network_id":"$external"}}""",
            409, "IpAddressGenerationFailure", "No more IP addresses available on network $external.");
        await _cloud.RefusedAsync("beta", "DELETE", "floatingips/$fip", null, 404, "FloatingIPNotFound", "Floating IP $fip could not be found");
    }

    [Fact]
    public async Task It_goes_with_its_network_unless_it_leads_somewhere()
    {
        var pool = Assert.Single((await _cloud.DoAsync("alpha", "GET", "floatingip_pools")).GetProperty("floatingip_pools").EnumerateArray());
        Assert.Equal(_cloud.Fill("$external_subnet"), pool.GetProperty("subnet_id").GetString());
        await _cloud.AddAsync("alpha", "$fip", "floatingips", "floatingip", """{"floating_network_id":"$external"}""");
        await _cloud.DoAsync("admin", "DELETE", "networks/$external");
        await _cloud.RefusedAsync("alpha", "GET", "floatingips/$fip", null, 404, "FloatingIPNotFound", "$fip");
    }

    [Fact]
    public async Task A_port_cannot_pretend_to_be_of_a_router_of_another_project()
    {
        await _cloud.AddAsync("beta", "$theirs", "networks", "network", "{}");
        await _cloud.RefusedAsync("beta", "POST", "ports", """{"port":{"network_id":"$theirs","device_id":"$router"}}""", 409, "DeviceIDNotOwnedByProject", "$router");
    }

    [Fact]
    public async Task Administrators_choose_the_address()
    {
        await _cloud.AddAsync("admin", "$fip", "floatingips", "floatingip", """{"floating_network_id":"$external","floating_ip_address":"203.0.113.9"}""");
        Assert.Equal("203.0.113.9", (await ShowAsync("admin")).GetProperty("floating_ip_address").GetString());
    }

    private async Task<JsonElement> ShowAsync(string project = "alpha") =>
        (await _cloud.DoAsync(project, "GET", "floatingips/$fip")).GetProperty("floatingip");

    private string AddressOfPort() => _cloud.State.In(PortTable.Table).Find(_cloud.Fill("$port"))!.FixedIps[0].Address.ToString();
}
