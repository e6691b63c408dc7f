using System.Text.Json;

namespace Naru.Network;

/// <summary>Extensions that are an attribute or a rule each.</summary>
public sealed class SmallExtensionSpecs : IAsyncLifetime
{
    private TestCloud _cloud = null!; // set before each test by InitializeAsync

    public async Task InitializeAsync() => _cloud = await TestCloud.StartAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Groups_are_as_stateful_as_their_project_or_everybody_says()
    {
        const string Path = "security-groups-default-statefulness";
        const string Name = "security_groups_default_statefulness";
        await _cloud.CreateAsync("admin", Path, Name, """{"project_id":null,"stateful":false}""");
        await _cloud.CreateAsync("admin", Path, Name, """{"project_id":"alpha","stateful":true}""");
        Assert.Equal(409, (await _cloud.SendAsync("admin", "POST", Path, $$$"""{"{{{Name}}}":{"project_id":"alpha"}}""")).Status);
        Assert.Equal(403, (await _cloud.SendAsync("beta", "POST", Path, $$$"""{"{{{Name}}}":{"project_id":null}}""")).Status);
        Assert.True(await IsStatefulAsync("alpha", "{}"));
        Assert.False(await IsStatefulAsync("beta", "{}"));
        Assert.True(await IsStatefulAsync("beta", """{"stateful":true}"""));
    }

    [Fact]
    public async Task Rules_say_whether_they_are_those_of_a_default_group()
    {
        await _cloud.CreateAsync("alpha", "security-groups", "security_group", """{"name":"web"}""");
        var rules = await ListAsync("security-group-rules?belongs_to_default_sg=True", "security_group_rules");
        var group = (await ListAsync("security-groups?name=default", "security_groups"))[0];
        Assert.Equal(
            group.GetProperty("security_group_rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).Order(),
            rules.EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).Order());
        Assert.All(group.GetProperty("security_group_rules").EnumerateArray(), rule => Assert.True(rule.GetProperty("belongs_to_default_sg").GetBoolean()));
    }

    [Fact]
    public async Task Used_addresses_are_counted_in_and_outside_of_the_allocation_pools()
    {
        var network = Id(await _cloud.CreateAsync("alpha", "networks", "network", "{}"));
        await _cloud.CreateAsync("alpha", "subnets", "subnet",
            $$"""{"network_id":"{{network}}","ip_version":4,"cidr":"10.0.0.0/28","enable_dhcp":false,"allocation_pools":[{"start":"10.0.0.4","end":"10.0.0.7"}]}""");
        await _cloud.CreateAsync("alpha", "ports", "port", $$"""{"network_id":"{{network}}"}""");
        await _cloud.CreateAsync("alpha", "ports", "port", $$"""{"network_id":"{{network}}","fixed_ips":[{"ip_address":"10.0.0.9"}]}""");
        var (_, body) = await _cloud.SendAsync("admin", "GET", $"network-ip-availabilities/{network}");
        Assert.Equal(
            """{"total_ips_in_subnet":14,"total_ips_in_allocation_pool":4,"used_ips_in_subnet":2,"used_ips_in_allocation_pool":1}""",
            body.GetProperty("network_ip_availability").GetProperty("ip_availability_details").GetRawText());
    }

    [Fact]
    public async Task Subnets_know_whether_their_network_is_external()
    {
        var network = Id(await _cloud.CreateAsync("admin", "networks", "network", """{"router:external":true}"""));
        await _cloud.CreateAsync("admin", "subnets", "subnet", $$"""{"network_id":"{{network}}","ip_version":4,"cidr":"10.0.0.0/28"}""");
        var (_, body) = await _cloud.SendAsync("admin", "GET", "subnets?router:external=True");
        Assert.True(Assert.Single(body.GetProperty("subnets").EnumerateArray()).GetProperty("router:external").GetBoolean());
    }

    [Fact]
    public async Task Floating_IPs_that_lead_nowhere_go_when_their_network_is_made_internal()
    {
        var network = Id(await _cloud.CreateAsync("admin", "networks", "network", """{"router:external":true}"""));
        await _cloud.CreateAsync("admin", "subnets", "subnet", $$"""{"network_id":"{{network}}","ip_version":4,"cidr":"10.0.0.0/28"}""");
        await _cloud.CreateAsync("admin", "floatingips", "floatingip", $$"""{"floating_network_id":"{{network}}"}""");
        Assert.Equal(200, (await _cloud.SendAsync("admin", "PUT", $"networks/{network}", """{"network":{"router:external":false}}""")).Status);
        Assert.Equal(0, (await ListAsync("floatingips", "floatingips", "admin")).GetArrayLength());
    }

    private async Task<bool> IsStatefulAsync(string project, string attributes) =>
        (await _cloud.CreateAsync(project, "security-groups", "security_group", attributes)).GetProperty("stateful").GetBoolean();

    private async Task<JsonElement> ListAsync(string path, string plural, string project = "alpha") =>
        (await _cloud.SendAsync(project, "GET", path)).Body.GetProperty(plural);

    private static string Id(JsonElement resource) => resource.GetProperty("id").GetString()!;
}
