using System.Text.Json;

namespace Naru.Network;

public sealed class ListSpecs
{
    [Theory]
    [InlineData("admin")]
    [InlineData("alpha")]
    [InlineData("beta")]
    public async Task A_filter_that_has_an_index_shows_what_looking_at_everything_shows(string caller)
    {
        await using var cloud = await L3Cloud.StartAsync();
        await cloud.AddAsync("alpha", "$web", "security-groups", "security_group", """{"name":"web"}""");
        for (var number = 0; number < 6; number++)
        {
            var network = number % 2 == 0 ? "$internal" : "$backend";
            await cloud.AddAsync("alpha", $"$p{number}", "ports", "port", $$"""{"network_id":"{{network}}","device_id":"server-{{number / 2}}","security_groups":["$web"]}""");
        }
        await cloud.AddAsync("beta", "$theirs", "networks", "network", "{}");
        await cloud.AddAsync("beta", "$other", "ports", "port", """{"network_id":"$theirs","device_id":"server-1"}""");

        var all = await ListAsync(cloud, caller, "ports");
        Assert.Equal(
            all.Where(port => Text(port, "network_id") == cloud.Fill("$internal") || Text(port, "network_id") == cloud.Fill("$theirs")).Select(Id),
            (await ListAsync(cloud, caller, "ports?network_id=$internal&network_id=$theirs&network_id=$theirs")).Select(Id));
        Assert.Equal(
            all.Where(port => Text(port, "device_id") == "server-1").Select(Id),
            (await ListAsync(cloud, caller, "ports?device_id=server-1")).Select(Id));
        Assert.Equal(
            all.Where(port => port.GetProperty("security_groups").EnumerateArray().Any(group => group.GetString() == cloud.Fill("$web"))).Select(Id),
            (await ListAsync(cloud, caller, "ports?security_groups=$web")).Select(Id));
        Assert.Equal(
            all.Where(port => Text(port, "project_id") == "alpha").Select(Id), (await ListAsync(cloud, caller, "ports?project_id=alpha")).Select(Id));
        Assert.Equal(
            all.Where(port => Id(port) == cloud.Fill("$p1") || Id(port) == cloud.Fill("$other")).Select(Id),
            (await ListAsync(cloud, caller, "ports?id=$p1&id=$other&id=$p1")).Select(Id));
        Assert.Equal(
            all.Where(port => Text(port, "device_id").Length == 0).Select(Id), (await ListAsync(cloud, caller, "ports?device_id=")).Select(Id));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap()
    {
        await using var cloud = await L3Cloud.StartAsync();
        for (var number = 0; number < 7; number++)
            await cloud.AddAsync("alpha", $"$p{number}", "ports", "port", """{"network_id":"$internal"}""");
        var all = (await ListAsync(cloud, "alpha", "ports")).Select(Id).ToList();
        var seen = new List<string>();
        for (var marker = ""; seen.Count < all.Count; marker = $"&marker={seen[^1]}")
            seen.AddRange((await ListAsync(cloud, "alpha", $"ports?limit=3{marker}")).Select(Id));
        Assert.Equal(all, seen);
    }

    [Fact]
    public async Task A_list_shows_of_each_resource_what_showing_it_alone_shows()
    {
        await using var cloud = await L3Cloud.StartAsync();
        foreach (var (collection, singular) in new[] { ("networks", "network"), ("subnets", "subnet"), ("ports", "port"), ("security_groups", "security_group") })
        {
            var path = collection.Replace('_', '-');
            // The second list is written from what the first one remembered.
            await cloud.DoAsync("alpha", "GET", path);
            foreach (var listed in (await cloud.DoAsync("alpha", "GET", path)).GetProperty(collection).EnumerateArray())
            {
                var shown = (await cloud.DoAsync("alpha", "GET", $"{path}/{Id(listed)}")).GetProperty(singular);
                Assert.True(JsonElement.DeepEquals(shown, listed), $"{shown}\n{listed}");
            }
        }
    }

    private static async Task<List<JsonElement>> ListAsync(L3Cloud cloud, string caller, string path) =>
        [.. (await cloud.DoAsync(caller, "GET", path)).GetProperty("ports").EnumerateArray()];

    private static string Id(JsonElement resource) => Text(resource, "id");

    private static string Text(JsonElement resource, string name) => resource.GetProperty(name).GetString()!;
}
