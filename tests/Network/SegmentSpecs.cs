using System.Text.Json;

namespace Naru.Network;

public sealed class SegmentSpecs : IAsyncLifetime
{
    private TestCloud _cloud = null!; // set before each test by InitializeAsync
    private string _network = "";

    public async Task InitializeAsync()
    {
        _cloud = await TestCloud.StartAsync();
        _network = IdOf(await _cloud.CreateAsync("admin", "networks", "network",
            """{"provider:network_type":"vlan","provider:physical_network":"physnet1","provider:segmentation_id":100}"""));
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Administrators_add_segments_to_a_network_and_name_them()
    {
        var added = await AddAsync("""{"network_id":"$network","network_type":"vlan","physical_network":"physnet1","segmentation_id":101}""");
        var (_, named) = await _cloud.SendAsync("admin", "PUT", $"segments/{IdOf(added)}", """{"segment":{"name":"second"}}""");
        Assert.Equal("second", named.GetProperty("segment").GetProperty("name").GetString());
        var (_, network) = await _cloud.SendAsync("admin", "GET", $"networks/{_network}");
        Assert.Equal(2, network.GetProperty("network").GetProperty("segments").GetArrayLength());
        Assert.Empty((await _cloud.SendAsync("alpha", "GET", "segments")).Body.GetProperty("segments").EnumerateArray());
        Assert.Equal(204, (await _cloud.SendAsync("admin", "DELETE", $"segments/{IdOf(added)}")).Status);
    }

    [Theory]
    [InlineData("""{"network_id":"$network","network_type":"vlan","physical_network":"physnet1","segmentation_id":100}""", 409, "VlanIdInUse")]
    [InlineData("""{"network_id":"$network","network_type":"vxlan","segmentation_id":5}""", 400, "InvalidInput")]
    [InlineData("""{"network_id":"$network","network_type":"tokenring"}""", 400, "InvalidInput")]
    public async Task A_segment_that_cannot_carry_the_network_is_refused(string attributes, int status, string type)
    {
        var (answered, body) = await _cloud.SendAsync("admin", "POST", "segments", $$"""{"segment":{{attributes.Replace("$network", _network)}}}""");
        Assert.Equal((status, type), (answered, TypeOf(body)));
    }

    [Fact]
    public async Task The_only_segment_of_a_network_and_one_that_ports_are_bound_to_stay()
    {
        var first = (await _cloud.SendAsync("admin", "GET", $"segments?network_id={_network}")).Body.GetProperty("segments")[0];
        Assert.Equal("SegmentInUse", TypeOf((await _cloud.SendAsync("admin", "DELETE", $"segments/{IdOf(first)}")).Body));
        await AddAsync("""{"network_id":"$network","network_type":"vlan","physical_network":"physnet1","segmentation_id":101}""");
        await _cloud.CreateAsync("admin", "ports", "port", $$"""{"network_id":"{{_network}}","binding:host_id":"{{TestCloud.ComputeHost}}"}""");
        Assert.Equal("SegmentInUse", TypeOf((await _cloud.SendAsync("admin", "DELETE", $"segments/{IdOf(first)}")).Body));
    }

    private Task<JsonElement> AddAsync(string attributes) => _cloud.CreateAsync("admin", "segments", "segment", attributes.Replace("$network", _network));

    private static string IdOf(JsonElement resource) => resource.GetProperty("id").GetString()!;

    private static string TypeOf(JsonElement body) => body.GetProperty("NeutronError").GetProperty("type").GetString()!;
}
