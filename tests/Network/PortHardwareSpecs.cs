using System.Text.Json;

namespace Naru.Network;

/// <summary>What ports say of the device behind them.</summary>
public sealed class PortHardwareSpecs : IAsyncLifetime
{
    private TestCloud _cloud = null!; // set before each test by InitializeAsync
    private string _network = "";

    public async Task InitializeAsync()
    {
        _cloud = await TestCloud.StartAsync();
        _network = (await _cloud.CreateAsync("alpha", "networks", "network", "{}")).GetProperty("id").GetString()!;
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Words_about_the_device_are_kept_and_reach_the_binding_profile()
    {
        var port = await PortAsync("admin",
            """ "device_profile":"fpga","hardware_offload_type":"switchdev","numa_affinity_policy":"socket","trusted":true,"binding:profile":{"a":1} """);
        Assert.Equal(("fpga", "switchdev", "socket"), (Text(port, "device_profile"), Text(port, "hardware_offload_type"), Text(port, "numa_affinity_policy")));
        Assert.Equal("""{"a":1,"capabilities":["switchdev"],"trusted":true}""", port.GetProperty("binding:profile").GetRawText());
    }

    [Fact]
    public async Task Hints_are_an_administrators_and_checked()
    {
        const string Hint = """ "hints":{"openvswitch":{"other_config":{"tx-steering":"hash"}}} """;
        Assert.Equal("""{"openvswitch":{"other_config":{"tx-steering":"hash"}}}""", (await PortAsync("admin", Hint)).GetProperty("hints").GetRawText());
        Assert.Equal(403, (await PostAsync("alpha", Hint)).Status);
        Assert.Equal(400, (await PostAsync("admin", """ "hints":{"openvswitch":{"other_config":{"tx-steering":"left"}}} """)).Status);
        Assert.Equal(400, (await PostAsync("admin", """ "hints":{"linuxbridge":{}} """)).Status);
    }

    [Theory]
    [InlineData(""" "numa_affinity_policy":"near" """)]
    [InlineData(""" "hardware_offload_type":"fast" """)]
    [InlineData(""" "allowed_address_pairs":[{"ip_address":"224.0.0.18"}] """)]
    [InlineData(""" "allowed_address_pairs":[{"ip_address":"ff02::/16"}] """)]
    [InlineData(""" "allowed_address_pairs":[{"ip_address":"10.0.0.9","mac_address":"01:00:5e:00:00:12"}] """)]
    public async Task What_makes_no_sense_is_refused(string attribute) => Assert.Equal(400, (await PostAsync("admin", attribute)).Status);

    [Fact]
    public async Task A_physical_function_brings_its_MAC_address_and_takes_it_away_again()
    {
        var port = await PortAsync("admin", """ "binding:vnic_type":"direct-physical","device_id":"vm","binding:profile":{"device_mac_address":"a0:36:9f:00:00:01"} """);
        Assert.Equal("a0:36:9f:00:00:01", Text(port, "mac_address"));
        var (status, body) = await _cloud.SendAsync("admin", "PUT", $"ports/{Text(port, "id")}", """{"port":{"device_id":"","binding:profile":{}}}""");
        Assert.Equal(200, status);
        Assert.StartsWith("fa:16:3e:", Text(body.GetProperty("port"), "mac_address"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ports_made_together_have_their_own_tags_and_domain()
    {
        var (status, body) = await _cloud.SendAsync("alpha", "POST", "ports",
            $$"""{"ports":[{"network_id":"{{_network}}","tags":["a","b"],"dns_domain":"x.org."},{"network_id":"{{_network}}"}]}""");
        Assert.Equal(201, status);
        Assert.Equal(["a,b", ""], body.GetProperty("ports").EnumerateArray()
            .Select(port => string.Join(',', port.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()))));
        Assert.Equal("x.org.", Text(body.GetProperty("ports")[0], "dns_domain"));
    }

    private async Task<JsonElement> PortAsync(string project, string attributes) =>
        await _cloud.CreateAsync(project, "ports", "port", $$"""{"network_id":"{{_network}}",{{attributes}}}""");

    private Task<(int Status, JsonElement Body)> PostAsync(string project, string attributes) =>
        _cloud.SendAsync(project, "POST", "ports", $$$"""{"port":{"network_id":"{{{_network}}}",{{{attributes}}}}}""");

    private static string Text(JsonElement resource, string name) => resource.GetProperty(name).GetString()!;
}
