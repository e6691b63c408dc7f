using System.Text.Json;
using Naru.Network.NodeLink;

namespace Naru.Network;

public sealed class ExternalGatewaySpecs : IAsyncLifetime
{
    private L3Cloud _cloud = null!; // set before each test by InitializeAsync

    public async Task InitializeAsync()
    {
        _cloud = await L3Cloud.StartAsync();
        await _cloud.ConnectAsync();
        await _cloud.AddAsync("admin", "$second", "networks", "network", """{"router:external":true}""");
        await _cloud.AddAsync("admin", "$second_subnet", "subnets", "subnet",
            """{"network_id":"$second","ip_version":4,"cidr":"198.18.0.0/24","enable_dhcp":false}""");
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Gateways_come_and_go_one_by_one_and_the_first_is_the_gateway()
    {
        await ChangeAsync("alpha", "add_external_gateways", """{"network_id":"$second"}""");
        Assert.Equal(["$external", "$second"], await NetworksAsync());
        var told = NodeViewBuilder.Build(_cloud.State, L3Cloud.NetworkHost).Routers.Single();
        Assert.Single(told.MoreGatewayPortIds);
        await ChangeAsync("admin", "update_external_gateways", """{"network_id":"$second","external_fixed_ips":[{"ip_address":"198.18.0.77"}]}""");
        Assert.Equal("198.18.0.77", (await RouterAsync()).GetProperty("external_gateways")[1].GetProperty("external_fixed_ips")[0].GetProperty("ip_address").GetString());
        // Once more on the same network: it is named by its address then.
        await ChangeAsync("alpha", "add_external_gateways", """{"network_id":"$second"}""");
        await RefusedAsync("alpha", "remove_external_gateways", """{"network_id":"$second"}""", 400, "BadRequest", "external_fixed_ips");
        await ChangeAsync("alpha", "remove_external_gateways", """{"network_id":"$second","external_fixed_ips":[{"ip_address":"198.18.0.77"}]}""");
        Assert.Equal(["$external", "$second"], await NetworksAsync());

        await ChangeAsync("alpha", "remove_external_gateways", """{"network_id":"$external"}""");
        Assert.Equal(["$second"], await NetworksAsync());
        Assert.Equal(_cloud.Fill("$second"), (await RouterAsync()).GetProperty("external_gateway_info").GetProperty("network_id").GetString());
        await _cloud.DoAsync("alpha", "PUT", "routers/$router", """{"router":{"external_gateways":[{"network_id":"$external"},{"network_id":"$second"}]}}""");
        Assert.Equal(["$second", "$external"], await NetworksAsync());
        await ChangeAsync("alpha", "add_external_gateways", """{"network_id":"$second"}""");
        await _cloud.DoAsync("alpha", "PUT", "routers/$router", """{"router":{"external_gateways":[{"network_id":"$external"},{"network_id":"$second"}]}}""");
        Assert.Equal(["$second", "$external"], await NetworksAsync());
        await _cloud.DoAsync("alpha", "PUT", "routers/$router", """{"router":{"external_gateways":[]}}""");
        Assert.Empty(await NetworksAsync());
    }

    [Fact]
    public async Task A_gateway_that_a_floating_ip_needs_stays_and_others_go()
    {
        await ChangeAsync("alpha", "add_external_gateways", """{"network_id":"$second"}""");
        await _cloud.AddAsync("alpha", "$fip", "floatingips", "floatingip", """{"floating_network_id":"$second","port_id":"$port"}""");
        await RefusedAsync("alpha", "remove_external_gateways", """{"network_id":"$second"}""", 409, "RouterExternalGatewayInUseByFloatingIp", "$second");
        await ChangeAsync("alpha", "remove_external_gateways", """{"network_id":"$external"}""");
        Assert.Equal(["$second"], await NetworksAsync());
    }

    [Fact]
    public async Task What_makes_no_sense_or_is_not_allowed_is_refused()
    {
        await RefusedAsync("alpha", "add_external_gateways", """{}""", 400, "BadRequest", "network_id");
        await RefusedAsync("alpha", "add_external_gateways", """{"network_id":"$internal"}""", 400, "BadRequest", "not an external network");
        await RefusedAsync("alpha", "add_external_gateways", """{"network_id":"$second","enable_snat":false}""", 403, "PolicyNotAuthorized", "enable_snat");
        await RefusedAsync("admin", "add_external_gateways", """{"network_id":"$second","enable_snat":false}""", 400, "BadRequest", "same for all");
        await RefusedAsync("alpha", "remove_external_gateways", """{"network_id":"$second"}""", 404, "RouterGatewayNotFound", "$second");
        await RefusedAsync("beta", "add_external_gateways", """{"network_id":"$second"}""", 404, "RouterNotFound", "$router");
        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router", """{"router":{"enable_default_route_ecmp":true}}""", 403, "PolicyNotAuthorized", "ecmp");
        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router",
            """{"router":{"external_gateways":[],"external_gateway_info":{}}}""", 400, "BadRequest", "both");
        Assert.Equal(["$external"], await NetworksAsync());
    }

    private Task ChangeAsync(string project, string action, string gateway) => _cloud.DoAsync(project, "PUT", $"routers/$router/{action}", Body(gateway));

    private Task RefusedAsync(string project, string action, string gateway, int status, string type, string message) =>
        _cloud.RefusedAsync(project, "PUT", $"routers/$router/{action}", Body(gateway), status, type, message);

    private static string Body(string gateway) => """{"router":{"external_gateways":[""" + gateway + "]}}";

    private async Task<List<string>> NetworksAsync() => [.. (await RouterAsync()).GetProperty("external_gateways").EnumerateArray()
        .Select(gateway => gateway.GetProperty("network_id").GetString() == _cloud.Fill("$second") ? "$second" : "$external")];

    private async Task<JsonElement> RouterAsync() => (await _cloud.DoAsync("alpha", "GET", "routers/$router")).GetProperty("router");
}
