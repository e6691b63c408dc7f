using System.Text.Json;

namespace Naru.Network;

public sealed class SharingSpecs : IAsyncLifetime
{
    private TestCloud _cloud = null!; // set before each test by InitializeAsync
    private string _network = "";

    public async Task InitializeAsync()
    {
        _cloud = await TestCloud.StartAsync();
        _network = IdOf(await _cloud.CreateAsync("alpha", "networks", "network", "{}"));
        await _cloud.CreateAsync("alpha", "subnets", "subnet", $$"""{"network_id":"{{_network}}","ip_version":4,"cidr":"10.0.0.0/24"}""");
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task A_network_is_open_to_the_project_that_a_policy_names_and_to_no_other()
    {
        var policy = await PolicyAsync("alpha", "network", _network, "beta");
        Assert.Equal(200, (await _cloud.SendAsync("beta", "GET", $"networks/{_network}")).Status);
        Assert.Equal(404, (await _cloud.SendAsync("gamma", "GET", $"networks/{_network}")).Status);
        var port = IdOf(await _cloud.CreateAsync("beta", "ports", "port", $$"""{"network_id":"{{_network}}"}"""));
        Assert.Equal((409, "RbacPolicyInUse"), await RefusedAsync("alpha", "DELETE", $"rbac-policies/{policy}"));
        Assert.Equal(204, (await _cloud.SendAsync("alpha", "DELETE", $"ports/{port}")).Status);
        Assert.Equal(204, (await _cloud.SendAsync("alpha", "DELETE", $"rbac-policies/{policy}")).Status);
        Assert.Equal(404, (await _cloud.SendAsync("beta", "GET", $"networks/{_network}")).Status);
    }

    [Fact]
    public async Task Shared_is_a_policy_for_everybody()
    {
        await _cloud.SendAsync("admin", "PUT", $"networks/{_network}", """{"network":{"shared":true}}""");
        var (_, policies) = await _cloud.SendAsync("admin", "GET", $"rbac-policies?object_id={_network}");
        var policy = Assert.Single(policies.GetProperty("rbac_policies").EnumerateArray());
        Assert.Equal("*", policy.GetProperty("target_tenant").GetString());
        Assert.Equal(204, (await _cloud.SendAsync("admin", "DELETE", $"rbac-policies/{IdOf(policy)}")).Status);
        var (_, shown) = await _cloud.SendAsync("alpha", "GET", $"networks/{_network}");
        Assert.False(shown.GetProperty("network").GetProperty("shared").GetBoolean());
    }

    [Fact]
    public async Task An_external_network_shows_itself_to_everybody_and_its_subnets_to_its_owner()
    {
        await _cloud.SendAsync("admin", "PUT", $"networks/{_network}", """{"network":{"router:external":true}}""");
        Assert.Equal(200, (await _cloud.SendAsync("beta", "GET", $"networks/{_network}")).Status);
        Assert.Empty((await _cloud.SendAsync("beta", "GET", "subnets")).Body.GetProperty("subnets").EnumerateArray());
        Assert.Single((await _cloud.SendAsync("alpha", "GET", "subnets")).Body.GetProperty("subnets").EnumerateArray());
    }

    [Fact]
    public async Task Policies_are_for_owners_and_everybody_is_for_administrators()
    {
        Assert.Equal((400, "InvalidInput"), await RefusedAsync("beta", "POST", "rbac-policies", Policy("network", _network, "beta")));
        Assert.Equal((403, "PolicyNotAuthorized"), await RefusedAsync("alpha", "POST", "rbac-policies", Policy("network", _network, "*")));
        Assert.Equal((400, "InvalidInput"), await RefusedAsync("alpha", "POST", "rbac-policies", Policy("elephant", _network, "beta")));
        await PolicyAsync("alpha", "network", _network, "beta");
        Assert.Equal((409, "DuplicateRbacPolicy"), await RefusedAsync("alpha", "POST", "rbac-policies", Policy("network", _network, "beta")));
    }

    [Fact]
    public async Task A_security_group_may_be_used_by_the_project_it_is_opened_to()
    {
        var group = IdOf(await _cloud.CreateAsync("alpha", "security-groups", "security_group", """{"name":"web"}"""));
        await PolicyAsync("alpha", "network", _network, "beta");
        var body = $$"""{"network_id":"{{_network}}","security_groups":["{{group}}"]}""";
        Assert.Equal((404, "SecurityGroupNotFound"), await RefusedAsync("beta", "POST", "ports", $$"""{"port":{{body}}}"""));
        await PolicyAsync("alpha", "security_group", group, "beta");
        await _cloud.CreateAsync("beta", "ports", "port", body);
    }

    [Fact]
    public async Task Availability_counts_addresses_and_their_use()
    {
        await _cloud.CreateAsync("alpha", "ports", "port", $$"""{"network_id":"{{_network}}"}""");
        var (_, body) = await _cloud.SendAsync("admin", "GET", $"network-ip-availabilities/{_network}");
        var use = body.GetProperty("network_ip_availability");
        Assert.Equal((253, 1), (use.GetProperty("total_ips").GetInt32(), use.GetProperty("used_ips").GetInt32()));
        Assert.Equal(1, use.GetProperty("subnet_ip_availability").GetArrayLength());
        Assert.Equal(404, (await _cloud.SendAsync("alpha", "GET", $"network-ip-availabilities/{_network}")).Status);
    }

    [Fact]
    public async Task A_project_that_only_looks_has_a_default_group()
    {
        var (_, body) = await _cloud.SendAsync("newcomer", "GET", "security-groups");
        Assert.Equal("default", Assert.Single(body.GetProperty("security_groups").EnumerateArray()).GetProperty("name").GetString());
    }

    private async Task<string> PolicyAsync(string project, string type, string id, string target)
    {
        var (status, body) = await _cloud.SendAsync(project, "POST", "rbac-policies", Policy(type, id, target));
        Assert.True(status == 201, $"{status}: {body}");
        return IdOf(body.GetProperty("rbac_policy"));
    }

    private static string Policy(string type, string id, string target) =>
        $$$"""{"rbac_policy":{"object_type":"{{{type}}}","object_id":"{{{id}}}","action":"access_as_shared","target_tenant":"{{{target}}}"}}""";

    private async Task<(int Status, string Type)> RefusedAsync(string project, string method, string path, string? body = null)
    {
        var (status, answer) = await _cloud.SendAsync(project, method, path, body);
        return (status, answer.ValueKind is JsonValueKind.Object && answer.TryGetProperty("NeutronError", out var error) ? error.GetProperty("type").GetString()! : answer.ToString());
    }

    private static string IdOf(JsonElement resource) => resource.GetProperty("id").GetString()!;
}
