namespace Naru.SharedFileSystems.Specs;

/// <summary>Shares whose type has driver_handles_share_servers.</summary>
public sealed class ServerSpecs
{
    private const string Network = """{"share_network":{"name":"n","neutron_net_id":"net","neutron_subnet_id":"subnet"}}""";

    private readonly FakePorts _ports = new();

    [Fact]
    public async Task All_shares_of_a_share_network_are_on_one_server_that_administrators_see()
    {
        await using var host = await StartAsync();
        var network = await MakeAsync(host, "share-networks", "share_network", Network);
        var first = await CreateAsync(host, network);
        var second = await CreateAsync(host, network);
        var server = Assert.Single((await host.JsonAsync(HttpMethod.Get, "share-servers", token: ShareHost.Admin))["share_servers"]!.AsArray())!;
        Assert.Equal("active", server["status"]!.GetValue<string>());
        Assert.Equal(network, server["share_network_id"]!.GetValue<string>());
        Assert.EndsWith("_SERVERS#shares", server["host"]!.GetValue<string>(), StringComparison.Ordinal);
        var id = server["id"]!.GetValue<string>();
        foreach (var share in (string[])[first, second])
            Assert.Equal(id, (await host.JsonAsync(HttpMethod.Get, $"shares/{share}/instances", token: ShareHost.Admin))["share_instances"]![0]!["share_server_id"]!.GetValue<string>());
        Assert.Equal("10.0.0.1", (await host.JsonAsync(HttpMethod.Get, $"share-servers/{id}/details", token: ShareHost.Admin))["details"]!["ips"]!.GetValue<string>());
        Assert.Equal(403, await host.StatusAsync(HttpMethod.Get, "share-servers"));
        Assert.Equal(403, await host.StatusAsync(HttpMethod.Get, $"share-servers/{id}"));
        // What the network is like is known now.
        var subnet = (await host.JsonAsync(HttpMethod.Get, $"share-networks/{network}"))["share_network"]!["share_network_subnets"]![0]!;
        Assert.Equal(("vxlan", 7, "10.0.0.0/24", 4), (subnet["network_type"]!.GetValue<string>(), subnet["segmentation_id"]!.GetValue<int>(), subnet["cidr"]!.GetValue<string>(), subnet["ip_version"]!.GetValue<int>()));

        Assert.Equal(409, await host.StatusAsync(HttpMethod.Delete, $"share-servers/{id}", token: ShareHost.Admin));
        Assert.Equal(409, await host.StatusAsync(HttpMethod.Delete, $"share-networks/{network}"));
        foreach (var share in (string[])[first, second])
        {
            Assert.Equal(202, await host.StatusAsync(HttpMethod.Delete, $"shares/{share}"));
            await host.UntilGoneAsync($"shares/{share}");
        }
        // Without shares it stays for a while, for the next one.
        Assert.Equal(id, (await host.JsonAsync(HttpMethod.Get, $"shares/{await CreateAsync(host, network)}", token: ShareHost.Admin))["share"]!["share_server_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_server_goes_with_its_share_network_or_when_an_administrator_says_so()
    {
        await using var host = await StartAsync();
        foreach (var isOfNetwork in (bool[])[true, false])
        {
            var network = await MakeAsync(host, "share-networks", "share_network", Network);
            var share = await CreateAsync(host, network);
            var server = Assert.Single(host.Store.Current.In(ShareTables.Servers).All).Id;
            Assert.Equal([server], _ports.Plugged);
            Assert.Equal(202, await host.StatusAsync(HttpMethod.Delete, $"shares/{share}"));
            await host.UntilGoneAsync($"shares/{share}");
            Assert.Equal(202, isOfNetwork ? await host.StatusAsync(HttpMethod.Delete, $"share-networks/{network}") : await host.StatusAsync(HttpMethod.Delete, $"share-servers/{server}", token: ShareHost.Admin));
            for (var end = DateTime.UtcNow + TimeSpan.FromMinutes(1); host.Store.Current.In(ShareTables.Servers).Count > 0; await Task.Delay(5))
                Assert.True(DateTime.UtcNow < end, "The server is still there.");
            Assert.Empty(_ports.Plugged);
        }
    }

    [Fact]
    public async Task Each_subnet_of_a_share_network_is_a_place_where_its_shares_are_found()
    {
        await using var host = await StartAsync();
        var network = await MakeAsync(host, "share-networks", "share_network", Network);
        var share = await CreateAsync(host, network);
        var before = Assert.Single(await LocationsAsync(host, share));
        await host.JsonAsync(HttpMethod.Post, $"share-networks/{network}/subnets", """{"share-network-subnet":{"neutron_net_id":"net","neutron_subnet_id":"other"}}""");
        var after = await LocationsAsync(host, share);
        Assert.Equal(2, after.Count);
        Assert.Equal(before, after[0]);
        Assert.Equal(after, await LocationsAsync(host, share));
        Assert.Equal(200, await host.StatusAsync(HttpMethod.Get, $"shares/{share}/export_locations/{after[1]}"));
        Assert.Equal(2, Assert.Single(host.Store.Current.In(ShareTables.Servers).All).Ports.Count);
    }

    [Fact]
    public async Task What_a_share_server_cannot_be_in_is_refused_and_leaves_nothing()
    {
        await using var host = await StartAsync();
        var empty = await MakeAsync(host, "share-networks", "share_network", """{"share_network":{"name":"empty"}}""");
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, "shares", BodyOf(empty)));
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, "shares", """{"share":{"share_proto":"nfs","size":1,"share_type":"servers"}}"""));

        var directory = await MakeAsync(host, "security-services", "security_service", """{"security_service":{"type":"ldap","name":"d"}}""");
        var joined = await MakeAsync(host, "share-networks", "share_network", Network);
        await host.JsonAsync(HttpMethod.Post, $"share-networks/{joined}/action", $$$"""{"add_security_service":{"security_service_id":"{{{directory}}}"}}""");
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, "shares", BodyOf(joined)));

        var foreign = await MakeAsync(host, "share-networks", "share_network", $$$"""{"share_network":{"neutron_net_id":"{{{FakePorts.Foreign}}}","neutron_subnet_id":"subnet"}}""");
        var share = await MakeAsync(host, "shares", "share", BodyOf(foreign));
        await host.UntilAsync($"shares/{share}", "share", "status", "error");
        Assert.Empty(host.Store.Current.In(ShareTables.Servers).All);
        Assert.Empty(_ports.Plugged);
        Assert.Single((await host.JsonAsync(HttpMethod.Get, $"messages?resource_id={share}"))["messages"]!.AsArray());
    }

    [Fact]
    public async Task Pools_and_services_say_which_of_them_handles_share_servers()
    {
        await using var host = await StartAsync();
        var pools = (await host.JsonAsync(HttpMethod.Get, "scheduler-stats/pools/detail?share_type=servers", token: ShareHost.Admin))["pools"]!.AsArray();
        Assert.True(Assert.Single(pools)!["capabilities"]!["driver_handles_share_servers"]!.GetValue<bool>());
        Assert.Equal(2, (await host.JsonAsync(HttpMethod.Get, "services?binary=manila-share", token: ShareHost.Admin))["services"]!.AsArray().Count);
    }

    private async Task<ShareHost> StartAsync()
    {
        var host = await ShareHost.StartAsync(_ports);
        await host.JsonAsync(HttpMethod.Post, "types", """{"share_type":{"name":"servers","extra_specs":{"driver_handles_share_servers":"True","snapshot_support":"True"}}}""", ShareHost.Admin);
        return host;
    }

    private static string BodyOf(string network) => $$$"""{"share":{"share_proto":"nfs","size":1,"share_type":"servers","share_network_id":"{{{network}}}"}}""";

    private static Task<string> CreateAsync(ShareHost host, string network) => host.CreateAsync($"\"share_type\":\"servers\",\"share_network_id\":\"{network}\"");

    private static async Task<string> MakeAsync(ShareHost host, string path, string what, string json) =>
        (await host.JsonAsync(HttpMethod.Post, path, json))[what]!["id"]!.GetValue<string>();

    private static async Task<IReadOnlyList<string>> LocationsAsync(ShareHost host, string share) =>
        [.. (await host.JsonAsync(HttpMethod.Get, $"shares/{share}/export_locations"))["export_locations"]!.AsArray().Select(location => location!["id"]!.GetValue<string>())];
}
