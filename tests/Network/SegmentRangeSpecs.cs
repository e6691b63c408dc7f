using System.Text.Json;

namespace Naru.Network;

public sealed class SegmentRangeSpecs : IAsyncLifetime
{
    private TestCloud _cloud = null!; // set before each test by InitializeAsync

    public async Task InitializeAsync() => _cloud = await TestCloud.StartAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task The_ranges_of_the_configuration_are_shown_and_stay()
    {
        var (_, listed) = await _cloud.SendAsync("admin", "GET", "network_segment_ranges?default=True");
        var ranges = listed.GetProperty("network_segment_ranges");
        Assert.Equal(["geneve", "gre", "vlan", "vxlan"], ranges.EnumerateArray().Select(range => range.GetProperty("network_type").GetString()!).Order());
        var id = ranges[0].GetProperty("id").GetString();
        Assert.Equal((400, "NetworkSegmentRangeDefaultReadOnly"), await RefusedAsync("DELETE", $"network_segment_ranges/{id}", null));
        Assert.Equal((400, "NetworkSegmentRangeDefaultReadOnly"), await RefusedAsync("PUT", $"network_segment_ranges/{id}", """{"network_segment_range":{"maximum":5}}"""));
        Assert.Empty((await _cloud.SendAsync("alpha", "GET", "network_segment_ranges")).Body.GetProperty("network_segment_ranges").EnumerateArray());
    }

    [Fact]
    public async Task A_project_gets_numbers_of_its_own_ranges_first_and_nobody_else_gets_them()
    {
        var range = await CreateAsync("""{"network_type":"vxlan","minimum":1,"maximum":2,"shared":false,"project_id":"alpha"}""");
        Assert.Equal((3, 4), (await NumberAsync("beta"), await NumberAsync("beta")));
        Assert.Equal((1, 2, 5), (await NumberAsync("alpha"), await NumberAsync("alpha"), await NumberAsync("alpha")));

        var path = $"network_segment_ranges/{range.GetProperty("id").GetString()}";
        var shown = (await _cloud.SendAsync("admin", "GET", path)).Body.GetProperty("network_segment_range");
        Assert.Equal("""{"1":"alpha","2":"alpha"}""", shown.GetProperty("used").GetRawText());
        Assert.Empty(shown.GetProperty("available").EnumerateArray());
        Assert.Equal((409, "NetworkSegmentRangeReferencedByProject"), await RefusedAsync("DELETE", path, null));
        Assert.Equal((409, "NetworkSegmentRangeReferencedByProject"), await RefusedAsync("PUT", path, """{"network_segment_range":{"minimum":2}}"""));
    }

    [Fact]
    public async Task A_range_of_vlans_makes_its_physical_network_known()
    {
        await CreateAsync("""{"network_type":"vlan","physical_network":"physnet7","minimum":20,"maximum":21,"shared":true}""");
        var network = await _cloud.CreateAsync("admin", "networks", "network", """{"provider:network_type":"vlan","provider:physical_network":"physnet7"}""");
        Assert.Equal(20, network.GetProperty("provider:segmentation_id").GetInt64());
    }

    [Theory]
    [InlineData("""{"network_type":"vlan","minimum":1,"maximum":2}""", 400, "BadRequest")]
    [InlineData("""{"network_type":"vlan","physical_network":"p","minimum":1,"maximum":4095}""", 400, "NetworkVlanRangeError")]
    [InlineData("""{"network_type":"vxlan","minimum":9,"maximum":8}""", 400, "NetworkTunnelRangeError")]
    [InlineData("""{"network_type":"flat","minimum":1,"maximum":2}""", 400, "HTTPBadRequest")]
    [InlineData("""{"network_type":"vxlan","minimum":150,"maximum":160}""", 409, "NetworkSegmentRangeOverlaps")]
    public async Task Ranges_hold_possible_numbers_and_do_not_overlap(string attributes, int status, string type)
    {
        await CreateAsync("""{"network_type":"vxlan","minimum":100,"maximum":150}""");
        Assert.Equal((status, type), await RefusedAsync("POST", "network_segment_ranges", $$"""{"network_segment_range":{{attributes}}}"""));
    }

    private Task<JsonElement> CreateAsync(string attributes) => _cloud.CreateAsync("admin", "network_segment_ranges", "network_segment_range", attributes);

    private async Task<long> NumberAsync(string project)
    {
        var network = await _cloud.CreateAsync("admin", "networks", "network", $$"""{"project_id":"{{project}}"}""");
        return network.GetProperty("provider:segmentation_id").GetInt64();
    }

    private async Task<(int, string)> RefusedAsync(string method, string path, string? body)
    {
        var (status, refusal) = await _cloud.SendAsync("admin", method, path, body);
        return (status, refusal.GetProperty("NeutronError").GetProperty("type").GetString()!);
    }
}
