using System.Text.Json;

namespace Naru.Network;

public sealed class SubnetPoolSpecs : IAsyncLifetime
{
    private TestCloud _cloud = null!; // set before each test by InitializeAsync
    private string _network = "";

    public async Task InitializeAsync()
    {
        _cloud = await TestCloud.StartAsync();
        _network = IdOf(await _cloud.CreateAsync("alpha", "networks", "network", "{}"));
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Subnets_get_blocks_of_the_wanted_size_that_do_not_overlap()
    {
        var pool = await PoolAsync(""" "prefixes":["10.1.0.0/16","10.0.0.0/16"],"default_prefixlen":24 """);
        Assert.Equal("10.0.0.0/15", pool.GetProperty("prefixes")[0].GetString());
        Assert.Equal("10.0.0.0/24", (await SubnetAsync($""" "subnetpool_id":"{IdOf(pool)}" """)).GetProperty("cidr").GetString());
        Assert.Equal("10.0.1.0/26", (await SubnetAsync($""" "subnetpool_id":"{IdOf(pool)}","prefixlen":26 """)).GetProperty("cidr").GetString());
        Assert.Equal("10.0.8.0/24", (await SubnetAsync($""" "subnetpool_id":"{IdOf(pool)}","cidr":"10.0.8.0/24" """)).GetProperty("cidr").GetString());
        await RefusedAsync(409, "SubnetAllocationError", $""" "subnetpool_id":"{IdOf(pool)}","cidr":"10.0.8.128/25" """);
        await RefusedAsync(400, "MaxPrefixSubnetAllocationError", $""" "subnetpool_id":"{IdOf(pool)}","prefixlen":33 """);
        await RefusedAsync(400, "MinPrefixSubnetAllocationError", $""" "subnetpool_id":"{IdOf(pool)}","prefixlen":7 """);
        await RefusedAsync(400, "NetworkSubnetPoolAffinityError", """ "cidr":"172.16.0.0/24" """);
        var (status, answer) = await _cloud.SendAsync("alpha", "DELETE", $"subnetpools/{IdOf(pool)}");
        Assert.Equal((400, "SubnetPoolDeleteError"), (status, TypeOf(answer)));
    }

    [Fact]
    public async Task The_default_pool_serves_who_names_none()
    {
        await _cloud.CreateAsync("admin", "subnetpools", "subnetpool", """{"name":"p","prefixes":["10.2.0.0/24"],"default_prefixlen":28,"is_default":true,"shared":true}""");
        Assert.Equal("10.2.0.0/28", (await SubnetAsync(""" "use_default_subnetpool":true """)).GetProperty("cidr").GetString());
        var (status, answer) = await _cloud.SendAsync("admin", "POST", "subnetpools", """{"subnetpool":{"name":"q","prefixes":["10.3.0.0/24"],"is_default":true}}""");
        Assert.Equal((400, "InvalidInput"), (status, TypeOf(answer)));
    }

    [Fact]
    public async Task A_quota_counts_addresses_for_each_project()
    {
        var pool = await PoolAsync(""" "prefixes":["10.0.0.0/16"],"default_quota":256 """);
        await SubnetAsync($""" "subnetpool_id":"{IdOf(pool)}","prefixlen":25 """);
        await RefusedAsync(409, "SubnetPoolQuotaExceeded", $""" "subnetpool_id":"{IdOf(pool)}","prefixlen":24 """);
        await SubnetAsync($""" "subnetpool_id":"{IdOf(pool)}","prefixlen":25 """);
    }

    [Fact]
    public async Task Prefixes_come_and_go_but_not_those_in_use()
    {
        var pool = IdOf(await PoolAsync(""" "prefixes":["10.0.0.0/24"] """));
        await SubnetAsync($""" "subnetpool_id":"{pool}","prefixlen":25 """);
        var (_, more) = await _cloud.SendAsync("alpha", "PUT", $"subnetpools/{pool}/add_prefixes", """{"prefixes":["10.0.1.0/24"]}""");
        Assert.Equal("10.0.0.0/23", more.GetProperty("prefixes")[0].GetString());
        var (status, answer) = await _cloud.SendAsync("alpha", "PUT", $"subnetpools/{pool}/remove_prefixes", """{"prefixes":["10.0.0.0/26"]}""");
        Assert.Equal((400, "IllegalSubnetPoolPrefixUpdate"), (status, TypeOf(answer)));
        var (_, fewer) = await _cloud.SendAsync("alpha", "PUT", $"subnetpools/{pool}/remove_prefixes", """{"prefixes":["10.0.1.0/24"]}""");
        Assert.Equal("10.0.0.0/24", fewer.GetProperty("prefixes")[0].GetString());
    }

    [Fact]
    public async Task Pools_of_a_scope_do_not_overlap_and_networks_show_their_scope()
    {
        var scope = IdOf(await _cloud.CreateAsync("alpha", "address-scopes", "address_scope", """{"name":"s","ip_version":4}"""));
        var pool = await PoolAsync($""" "prefixes":["10.0.0.0/16"],"default_prefixlen":24,"address_scope_id":"{scope}" """);
        var (status, answer) = await _cloud.SendAsync("alpha", "POST", "subnetpools",
            $$$"""{"subnetpool":{"name":"q","prefixes":["10.0.9.0/24"],"address_scope_id":"{{{scope}}}"}}""");
        Assert.Equal((409, "AddressScopePrefixConflict"), (status, TypeOf(answer)));
        await SubnetAsync($""" "subnetpool_id":"{IdOf(pool)}" """);
        var (_, network) = await _cloud.SendAsync("alpha", "GET", $"networks/{_network}");
        Assert.Equal(scope, network.GetProperty("network").GetProperty("ipv4_address_scope").GetString());
        Assert.Equal("AddressScopeInUse", TypeOf((await _cloud.SendAsync("alpha", "DELETE", $"address-scopes/{scope}")).Body));
    }

    private Task<JsonElement> PoolAsync(string attributes) =>
        _cloud.CreateAsync("alpha", "subnetpools", "subnetpool", "{\"name\":\"p\"," + attributes.Trim() + "}");

    private Task<JsonElement> SubnetAsync(string attributes) =>
        _cloud.CreateAsync("alpha", "subnets", "subnet", $$"""{"network_id":"{{_network}}","ip_version":4,{{attributes.Trim()}}}""");

    private async Task RefusedAsync(int status, string type, string attributes)
    {
        var (answered, body) = await _cloud.SendAsync("alpha", "POST", "subnets", $$$"""{"subnet":{"network_id":"{{{_network}}}","ip_version":4,{{{attributes.Trim()}}}}}""");
        Assert.Equal((status, type), (answered, TypeOf(body)));
    }

    private static string IdOf(JsonElement resource) => resource.GetProperty("id").GetString()!;

    private static string TypeOf(JsonElement body) => body.GetProperty("NeutronError").GetProperty("type").GetString()!;
}
