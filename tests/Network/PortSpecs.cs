using System.Text.Json;
using Naru.Network.Ports;
using Naru.State;

namespace Naru.Network;

public sealed class PortSpecs : IAsyncLifetime
{
    private TestCloud _cloud = null!; // set before each test by InitializeAsync
    private string _network = "";
    private string _subnet = "";

    public async Task InitializeAsync()
    {
        _cloud = await TestCloud.StartAsync();
        _network = (await _cloud.CreateAsync("alpha", "networks", "network", """{"name":"internal"}""")).GetProperty("id").GetString()!;
        _subnet = (await _cloud.CreateAsync("alpha", "subnets", "subnet",
            $$"""{"network_id":"{{_network}}","ip_version":4,"cidr":"192.168.50.0/24"}""")).GetProperty("id").GetString()!;
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task A_port_gets_the_first_free_address_a_mac_and_the_default_group()
    {
        var port = await CreateAsync("alpha", "{}");
        Assert.Equal("192.168.50.2", AddressOf(port));
        Assert.StartsWith("fa:16:3e:", port.GetProperty("mac_address").GetString());
        Assert.Equal("DOWN", port.GetProperty("status").GetString());
        var (_, groups) = await _cloud.SendAsync("alpha", "GET", "security-groups");
        var group = Assert.Single(groups.GetProperty("security_groups").EnumerateArray());
        Assert.Equal("default", group.GetProperty("name").GetString());
        Assert.Equal(4, group.GetProperty("security_group_rules").GetArrayLength());
        Assert.Equal(group.GetProperty("id").GetString(), port.GetProperty("security_groups")[0].GetString());
    }

    [Fact]
    public async Task A_port_without_a_mac_address_in_an_update_gets_a_new_one()
    {
        var port = await CreateAsync("alpha", """{"mac_address":"fa:16:3e:00:00:01"}""");
        var path = $"ports/{port.GetProperty("id").GetString()}";
        Assert.Equal(403, (await _cloud.SendAsync("alpha", "PUT", path, """{"port":{"mac_address":null}}""")).Status);
        var (_, changed) = await _cloud.SendAsync("admin", "PUT", path, """{"port":{"mac_address":null}}""");
        var mac = changed.GetProperty("port").GetProperty("mac_address").GetString();
        Assert.StartsWith("fa:16:3e:", mac);
        Assert.NotEqual("fa:16:3e:00:00:01", mac);
    }

    [Fact]
    public async Task Administrators_say_what_the_data_plane_of_a_port_does()
    {
        var path = $"ports/{(await CreateAsync("alpha", "{}")).GetProperty("id").GetString()}";
        Assert.Equal(403, (await _cloud.SendAsync("alpha", "PUT", path, """{"port":{"data_plane_status":"DOWN"}}""")).Status);
        Assert.Equal(400, (await _cloud.SendAsync("admin", "PUT", path, """{"port":{"data_plane_status":"BROKEN"}}""")).Status);
        var (_, changed) = await _cloud.SendAsync("admin", "PUT", path, """{"port":{"data_plane_status":"DOWN"}}""");
        Assert.Equal("DOWN", changed.GetProperty("port").GetProperty("data_plane_status").GetString());
        (_, changed) = await _cloud.SendAsync("admin", "PUT", path, """{"port":{"data_plane_status":null}}""");
        Assert.Equal(JsonValueKind.Null, changed.GetProperty("port").GetProperty("data_plane_status").ValueKind);
    }

    [Fact]
    public async Task A_freed_address_is_given_again()
    {
        var first = await CreateAsync("alpha", "{}");
        await CreateAsync("alpha", "{}");
        await _cloud.SendAsync("alpha", "DELETE", $"ports/{first.GetProperty("id")}");
        Assert.Equal("192.168.50.2", AddressOf(await CreateAsync("alpha", "{}")));
    }

    [Fact]
    public async Task Addresses_are_chosen_around_those_that_the_same_request_names()
    {
        var port = await CreateAsync("alpha",
            $$"""{"fixed_ips":[{"subnet_id":"{{_subnet}}"},{"subnet_id":"{{_subnet}}","ip_address":"192.168.50.2"},{"subnet_id":"{{_subnet}}"}]}""");
        Assert.Equal(
            ["192.168.50.2", "192.168.50.3", "192.168.50.4"],
            port.GetProperty("fixed_ips").EnumerateArray().Select(ip => ip.GetProperty("ip_address").GetString()!).Order());
    }

    [Fact]
    public async Task A_slaac_subnet_gives_every_port_the_address_that_it_makes_of_its_mac()
    {
        var before = await CreateAsync("alpha", """{"mac_address":"fa:16:3e:00:00:01"}""");
        await _cloud.CreateAsync("alpha", "subnets", "subnet",
            $$"""{"network_id":"{{_network}}","ip_version":6,"cidr":"2001:db8::/64","ipv6_ra_mode":"slaac","ipv6_address_mode":"slaac"}""");
        var (_, shown) = await _cloud.SendAsync("alpha", "GET", $"ports/{before.GetProperty("id")}");
        Assert.Equal("2001:db8::f816:3eff:fe00:1", shown.GetProperty("port").GetProperty("fixed_ips")[1].GetProperty("ip_address").GetString());
        var after = await CreateAsync("alpha", """{"mac_address":"fa:16:3e:00:00:02"}""");
        Assert.Equal("2001:db8::f816:3eff:fe00:2", after.GetProperty("fixed_ips")[1].GetProperty("ip_address").GetString());
    }

    [Fact]
    public async Task A_bound_port_is_active_when_its_host_has_wired_it()
    {
        var port = await CreateAsync("admin-x", $$"""{"binding:host_id":"{{TestCloud.ComputeHost}}"}""");
        var id = port.GetProperty("id").GetString()!;
        Assert.Equal("ovs", port.GetProperty("binding:vif_type").GetString());
        Assert.True(port.GetProperty("binding:vif_details").GetProperty("ovs_hybrid_plug").GetBoolean());

        Assert.Equal("DOWN", await ReportAsync(id, "elsewhere", ProvisioningState.Up));
        Assert.Equal("ACTIVE", await ReportAsync(id, TestCloud.ComputeHost, ProvisioningState.Up));
        Assert.Equal("DOWN", await ReportAsync(id, TestCloud.ComputeHost, ProvisioningState.Down));
        Assert.Equal("ERROR", await ReportAsync(id, TestCloud.ComputeHost, ProvisioningState.Failed));
    }

    [Fact]
    public async Task A_lease_that_was_reported_before_the_port_was_bound_counts()
    {
        await CreateAsync("admin", $$"""{"device_owner":"network:dhcp","device_id":"dhcp","binding:host_id":"{{TestCloud.ComputeHost}}"}""");
        var id = (await CreateAsync("alpha", "{}")).GetProperty("id").GetString()!;
        await ReportAsync(id, TestCloud.ComputeHost, ProvisioningState.Up, ProvisioningSteps.Dhcp);
        await _cloud.SendAsync("admin", "PUT", $"ports/{id}", $$$"""{"port":{"binding:host_id":"{{{TestCloud.ComputeHost}}}"}}""");
        Assert.Equal("ACTIVE", await ReportAsync(id, TestCloud.ComputeHost, ProvisioningState.Up));
    }

    [Fact]
    public async Task A_host_without_an_agent_fails_the_binding()
    {
        var port = await CreateAsync("admin-x", """{"binding:host_id":"nowhere"}""");
        Assert.Equal("binding_failed", port.GetProperty("binding:vif_type").GetString());
    }

    [Fact]
    public async Task Bindings_are_for_administrators()
    {
        var port = await CreateAsync("alpha", "{}");
        Assert.False(port.TryGetProperty("binding:host_id", out _));
        Assert.True(port.TryGetProperty("binding:vnic_type", out _));
        var (status, body) = await _cloud.SendAsync("alpha", "PUT", $"ports/{port.GetProperty("id")}", """{"port":{"binding:host_id":"compute-1"}}""");
        Assert.Equal(403, status);
        Assert.Equal("PolicyNotAuthorized", body.GetProperty("NeutronError").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Ports_are_found_by_address_part_of_address_and_group()
    {
        var port = await CreateAsync("alpha", """{"fixed_ips":[{"ip_address":"192.168.50.77"}]}""");
        await CreateAsync("alpha", "{}");
        var group = port.GetProperty("security_groups")[0].GetString();
        Assert.Equal(1, await CountAsync("fixed_ips=ip_address%3D192.168.50.77"));
        Assert.Equal(1, await CountAsync("fixed_ips=ip_address_substr%3D50.7"));
        Assert.Equal(2, await CountAsync($"fixed_ips=subnet_id%3D{_subnet}"));
        Assert.Equal(2, await CountAsync($"security_groups={group}"));
        Assert.Equal(0, await CountAsync("device_id=nothing"));
    }

    [Fact]
    public async Task What_is_in_use_cannot_be_deleted_and_goes_in_the_right_order()
    {
        var port = await CreateAsync("alpha", "{}");
        Assert.Equal("SubnetInUse", await RefusedAsync("DELETE", $"subnets/{_subnet}"));
        Assert.Equal("NetworkInUse", await RefusedAsync("DELETE", $"networks/{_network}"));
        Assert.Equal("SecurityGroupInUse", await RefusedAsync("DELETE", $"security-groups/{port.GetProperty("security_groups")[0]}"));
        Assert.Equal(204, (await _cloud.SendAsync("alpha", "DELETE", $"ports/{port.GetProperty("id")}")).Status);
        Assert.Equal(204, (await _cloud.SendAsync("alpha", "DELETE", $"networks/{_network}")).Status);
        Assert.Equal(404, (await _cloud.SendAsync("alpha", "GET", $"subnets/{_subnet}")).Status);
    }

    [Fact]
    public async Task Others_see_nothing_of_it_until_it_is_shared()
    {
        Assert.Equal(404, (await _cloud.SendAsync("beta", "GET", $"networks/{_network}")).Status);
        Assert.Equal(404, (await _cloud.SendAsync("beta", "POST", "ports", $$$"""{"port":{"network_id":"{{{_network}}}"}}""")).Status);
        Assert.Equal(200, (await _cloud.SendAsync("admin-x", "PUT", $"networks/{_network}", """{"network":{"shared":true}}""")).Status);
        var port = await CreateAsync("beta", "{}");
        Assert.Equal(200, (await _cloud.SendAsync("alpha", "GET", $"ports/{port.GetProperty("id")}")).Status);
        Assert.Equal(403, (await _cloud.SendAsync("beta", "POST", "ports",
            $$$"""{"port":{"network_id":"{{{_network}}}","fixed_ips":[{"ip_address":"192.168.50.9"}]}}""")).Status);
        Assert.Equal("InvalidSharedSetting", await RefusedAsync("PUT", $"networks/{_network}", """{"network":{"shared":false}}""", "admin-x"));
    }

    [Fact]
    public async Task Updates_keep_the_addresses_that_they_name_and_choose_the_rest()
    {
        var port = await CreateAsync("alpha", "{}");
        var (status, body) = await _cloud.SendAsync("alpha", "PUT", $"ports/{port.GetProperty("id")}",
            $$$"""{"port":{"fixed_ips":[{"subnet_id":"{{{_subnet}}}"},{"ip_address":"192.168.50.200"}]}}""");
        Assert.Equal(200, status);
        Assert.Equal(
            ["192.168.50.2", "192.168.50.200"],
            body.GetProperty("port").GetProperty("fixed_ips").EnumerateArray().Select(ip => ip.GetProperty("ip_address").GetString()!).Order());
    }

    private Task<JsonElement> CreateAsync(string project, string attributes) => _cloud.CreateAsync(
        project, "ports", "port", attributes == "{}" ? $$"""{"network_id":"{{_network}}"}""" : $$"""{"network_id":"{{_network}}",{{attributes[1..]}}""");

    private async Task<string> RefusedAsync(string method, string path, string? body = null, string project = "alpha")
    {
        var (status, answer) = await _cloud.SendAsync(project, method, path, body);
        Assert.InRange(status, 400, 499);
        return answer.GetProperty("NeutronError").GetProperty("type").GetString()!;
    }

    private async Task<int> CountAsync(string query) =>
        (await _cloud.SendAsync("alpha", "GET", $"ports?{query}")).Body.GetProperty("ports").GetArrayLength();

    private async Task<string> ReportAsync(string id, string host, ProvisioningState reported, ProvisioningSteps step = ProvisioningSteps.L2)
    {
        var written = await _cloud.Store.WriteAsync(
            new WriteContext("test", "agent"), state => PortProvisioning.Report(state, id, host, step, reported));
        Assert.True(written.Succeeded);
        return (await _cloud.SendAsync("admin-x", "GET", $"ports/{id}")).Body.GetProperty("port").GetProperty("status").GetString()!;
    }

    private static string AddressOf(JsonElement port) => port.GetProperty("fixed_ips")[0].GetProperty("ip_address").GetString()!;
}
