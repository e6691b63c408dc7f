using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;

namespace Naru.Lab.Specs;

/// <summary>What the course's router does beside routing, on real packets: for an instance <c>inner</c> without a floating IP of its own.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class RouterOptionSpecs : IAsyncLifetime
{
    private CloudClient _cloud = null!; // set before each test by InitializeAsync
    private CloudPort _port = null!;
    private string _router = "", _external = "";

    public async Task InitializeAsync()
    {
        if (CloudFixture.Program is null)
            return;
        _cloud = await CloudFixture.SignInAsync();
        _router = (await _cloud.FindAsync(CloudResources.Routers, "r1", default)).Unwrap().Id;
        _external = (await _cloud.FindAsync(CloudResources.Networks, "external", default)).Unwrap().Id;
        var network = (await _cloud.FindAsync(CloudResources.Networks, "internal", default)).Unwrap().Id;
        _port = (await _cloud.CreateAsync(CloudResources.Ports, new JsonObject { ["network_id"] = network, ["port_security_enabled"] = false }, default)).Unwrap();
        var instances = new LabInstances(CloudFixture.Directory, _cloud);
        var inner = (await instances.StartAsync(new InstanceRequest("inner", "compute-2") { Port = _port.Id }, default)).Unwrap();
        (await instances.WaitAsync(inner, default)).Unwrap();
    }

    public async Task DisposeAsync()
    {
        if (CloudFixture.Program is null)
            return;
        await new LabInstances(CloudFixture.Directory, _cloud).RemoveAsync("inner", default);
        await _cloud.DeleteAsync(CloudResources.Ports, _port.Id, default);
        _cloud.Dispose();
    }

    [CloudFact]
    public async Task A_forwarded_port_is_reached_from_outside_and_from_inside()
    {
        var floating = await CreateAsync("floatingip", "floatingips", new JsonObject { ["floating_network_id"] = _external });
        var (id, address) = (Text(floating, "id"), Text(floating, "floating_ip_address"));
        var forwarding = await CreateAsync("port_forwarding", $"floatingips/{id}/port_forwardings", new JsonObject
        {
            ["protocol"] = "tcp", ["internal_port_id"] = _port.Id, ["internal_ip_address"] = _port.FixedIps[0].IpAddress,
            ["internal_port_range"] = "7000:7009", ["external_port_range"] = "17000:17009",
        });
        await CloudFixture.OnAsync(
            "inner", "timeout 60 sh -c 'while true; do echo forwarded | nc -N -l -p 7004; done' >/dev/null 2>&1 </dev/null &");
        foreach (var asker in new[] { "outside", "vm2", "inner" })
            Assert.True(await AnswersAsync(asker, address, 17004, "forwarded"), asker);
        Assert.Equal("", await CloudFixture.OnAsync("outside", $"nc -d -w 1 {address} 7004 || true"));
        Assert.Equal("ACTIVE", Text(await ShowAsync("floatingip", $"floatingips/{id}"), "status"));

        await DeleteAsync($"floatingips/{id}/port_forwardings", Text(forwarding, "id"));
        Assert.True(await CloudFixture.BecomesTrueAsync(async () => await CloudFixture.OnAsync("outside", $"nc -d -w 1 {address} 17004 || true") == ""));
        await DeleteAsync("floatingips", id);
    }

    [CloudFact]
    public async Task What_an_ftp_client_says_of_its_address_is_translated_with_a_helper()
    {
        var helper = await CreateAsync(
            "conntrack_helper", $"routers/{_router}/conntrack_helpers", new JsonObject { ["protocol"] = "tcp", ["port"] = 2121, ["helper"] = "ftp" });
        var inside = _port.FixedIps[0].IpAddress.Replace('.', ',');
        Assert.True(await CloudFixture.BecomesTrueAsync(async () => await HearAsync() is { Length: > 0 } heard && !heard.Contains(inside)));
        await DeleteAsync($"routers/{_router}/conntrack_helpers", Text(helper, "id"));

        async Task<string> HearAsync()
        {
            await CloudFixture.OnAsync("outside", "rm -f /tmp/heard; (timeout 5 nc -l -p 2121 >/tmp/heard 2>/dev/null </dev/null &); sleep 0.3");
            await CloudFixture.OnAsync(
                "inner", $"(printf 'USER a\\r\\n'; sleep 0.3; printf 'PORT {inside},4,1\\r\\n') | nc -N -w 2 198.51.100.1 2121 || true");
            return await CloudFixture.OnAsync("outside", "grep PORT /tmp/heard || true");
        }
    }

    [CloudFact]
    public async Task A_label_counts_packets_and_everybody_who_may_can_read_them()
    {
        var label = Text(await CreateAsync("metering_label", "metering/metering-labels", new JsonObject { ["name"] = "out", ["shared"] = true }), "id");
        await CreateAsync("metering_label_rule", "metering/metering-label-rules", new JsonObject
        {
            ["metering_label_id"] = label, ["direction"] = "egress", ["source_ip_prefix"] = $"{_port.FixedIps[0].IpAddress}/32",
        });
        var counted = 0L;
        Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
        {
            // 28 bytes of headers and 72 of content.
            await CloudFixture.OnAsync("inner", "ping -q -c 5 -i 0.1 -s 72 198.51.100.1 >/dev/null || true");
            using var answer = (await _cloud.GetAsync(new Uri($"metering/metering-labels/{label}/readings", UriKind.Relative), default)).Unwrap();
            var readings = answer.RootElement.GetProperty("readings");
            if (readings.GetArrayLength() == 0)
                return false;
            counted = readings[0].GetProperty("packets").GetInt64();
            Assert.Equal(counted * 100, readings[0].GetProperty("bytes").GetInt64());
            return true;
        }));
        Assert.True(counted > 0);
        await DeleteAsync("metering/metering-labels", label);
    }

    [CloudFact]
    public async Task A_second_gateway_answers_by_itself()
    {
        var before = await ShowAsync("router", $"routers/{_router}");
        var router = await UpdateAsync("router", "routers", _router, new JsonObject
        {
            ["external_gateways"] = new JsonArray(new JsonObject { ["network_id"] = _external }, new JsonObject { ["network_id"] = _external }),
        });
        var addresses = router.GetProperty("external_gateways").EnumerateArray()
            .Select(gateway => Text(gateway.GetProperty("external_fixed_ips")[0], "ip_address")).ToList();
        Assert.Equal(2, addresses.Distinct().Count());
        foreach (var address in addresses)
        {
            Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
                await CloudFixture.OnAsync("outside", $"ping -c 1 -W 1 {address} >/dev/null && echo yes || true") == "yes"), address);
        }
        Assert.Equal(Text(before.GetProperty("external_gateway_info").GetProperty("external_fixed_ips")[0], "ip_address"), addresses[0]);
        await UpdateAsync("router", "routers", _router, new JsonObject { ["external_gateways"] = new JsonArray(new JsonObject { ["network_id"] = _external }) });
        Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
            await CloudFixture.OnAsync("inner", "ping -c 1 -W 1 198.51.100.1 >/dev/null && echo yes || true") == "yes"));
    }

    [CloudFact]
    public async Task An_ndp_proxy_lets_the_outside_reach_an_ipv6_address_inside()
    {
        var scope = Text(await CreateAsync("address_scope", "address-scopes", new JsonObject { ["name"] = "v6", ["ip_version"] = 6 }), "id");
        var pool = Text(await CreateAsync("subnetpool", "subnetpools", new JsonObject
        {
            ["name"] = "v6", ["address_scope_id"] = scope, ["prefixes"] = new JsonArray("2001:db8::/48"), ["default_prefixlen"] = 64,
        }), "id");
        var outer = await SubnetAsync(_external, pool);
        var inner = await SubnetAsync(_port.NetworkId, pool);
        var innerId = Text(inner, "id");
        // A gateway gets its address when it is made.
        await UpdateAsync("router", "routers", _router, new JsonObject
        {
            ["external_gateway_info"] = new JsonObject
            {
                ["network_id"] = _external,
                ["external_fixed_ips"] = new JsonArray(await FixedIpAsync(), new JsonObject { ["subnet_id"] = Text(outer, "id") }),
            },
        });
        await UpdateAsync("router", "routers", _router, new JsonObject { ["enable_ndp_proxy"] = true });
        (await _cloud.AddRouterInterfaceAsync(_router, innerId, default)).Unwrap();
        var port = await UpdateAsync("port", "ports", _port.Id, new JsonObject
        {
            ["fixed_ips"] = new JsonArray(new JsonObject { ["ip_address"] = _port.FixedIps[0].IpAddress }, new JsonObject { ["subnet_id"] = innerId }),
        });
        var address = port.GetProperty("fixed_ips").EnumerateArray().Select(ip => Text(ip, "ip_address")).Single(ip => ip.Contains(':'));
        await CloudFixture.OnAsync("inner", $"ip address add {address}/64 dev eth0 nodad && ip -6 route replace default via {Text(inner, "gateway_ip")}");
        await CloudFixture.OnAsync("outside", $"ip address add {Text(outer, "gateway_ip")}/64 dev eth1 nodad && ip route replace {Text(inner, "cidr")} dev eth1");
        Assert.Equal("silent", await CloudFixture.OnAsync("outside", $"ping -6 -c 2 -W 1 {address} >/dev/null && echo answers || echo silent"));
        var proxy = await CreateAsync("ndp_proxy", "ndp_proxies", new JsonObject { ["router_id"] = _router, ["port_id"] = _port.Id });
        Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
            await CloudFixture.OnAsync("outside", $"ping -6 -c 1 -W 1 {address} >/dev/null && echo yes || true") == "yes"));
        await DeleteAsync("ndp_proxies", Text(proxy, "id"));
    }

    private async Task<JsonObject> FixedIpAsync()
    {
        var ip = (await ShowAsync("router", $"routers/{_router}")).GetProperty("external_gateway_info").GetProperty("external_fixed_ips")[0];
        return new JsonObject { ["subnet_id"] = Text(ip, "subnet_id"), ["ip_address"] = Text(ip, "ip_address") };
    }

    private Task<JsonElement> SubnetAsync(string network, string pool) => CreateAsync(
        "subnet", "subnets", new JsonObject { ["network_id"] = network, ["ip_version"] = 6, ["subnetpool_id"] = pool, ["enable_dhcp"] = false });

    private static async Task<bool> AnswersAsync(string asker, string address, int port, string answer) => await CloudFixture.BecomesTrueAsync(async () =>
        await CloudFixture.OnAsync(asker, $"nc -d -w 1 {address} {port} || true") == answer);

    private async Task<JsonElement> CreateAsync(string singular, string path, JsonObject values) =>
        (await _cloud.CreateAsync(Kind(singular, path), values, default)).Unwrap();

    private async Task<JsonElement> UpdateAsync(string singular, string path, string id, JsonObject values) =>
        (await _cloud.UpdateAsync(Kind(singular, path), id, values, default)).Unwrap();

    private async Task<JsonElement> ShowAsync(string singular, string path) =>
        (await _cloud.ShowAsync(Kind(singular, path[..path.LastIndexOf('/')]), path[(path.LastIndexOf('/') + 1)..], default)).Unwrap();

    private async Task DeleteAsync(string path, string id) => (await _cloud.DeleteAsync(Kind("", path), id, default)).Unwrap();

    private static ResourceKind<JsonElement> Kind(string singular, string path) =>
        new(singular, path, (JsonTypeInfo<JsonElement>)JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonElement))) { Path = path };

    private static string Text(JsonElement resource, string name) => resource.GetProperty(name).GetString()!;
}
