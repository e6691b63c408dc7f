using System.Text.Json.Nodes;
using Naru.Primitives;

namespace Naru.BlockStorage.Specs;

public sealed class VolumeSpecs
{
    [Theory]
    [InlineData("""{"volume":{}}""", 400)]
    [InlineData("""{"volume":{"size":0}}""", 400)]
    [InlineData("""{"volume":{"size":"many"}}""", 400)]
    [InlineData("""{"volume":{"size":1,"metadata":{"":"x"}}}""", 400)]
    [InlineData("""{"volume":{"size":1,"metadata":{"a":1}}}""", 400)]
    [InlineData("""{"volume":{"size":1,"availability_zone":"elsewhere"}}""", 400)]
    [InlineData("""{"volume":{"size":1,"volume_type":"../../etc"}}""", 404)]
    [InlineData("""{"volume":{"size":1,"snapshot_id":"../../etc/passwd"}}""", 400)]
    [InlineData("""{"volume":{"size":1,"source_volid":"0b8b5c5e-0000-4000-8000-000000000001"}}""", 404)]
    [InlineData("""{"volume":{"size":1,"imageRef":"0b8b5c5e-0000-4000-8000-000000000001"}}""", 400)]
    [InlineData("""{"volume":{"size":1001}}""", 413)]
    [InlineData("""[]""", 400)]
    public async Task A_new_volume_is_checked(string json, int status)
    {
        await using var host = await VolumeHost.StartAsync();
        Assert.Equal(status, await host.StatusAsync(HttpMethod.Post, "volumes", json));
        Assert.Empty(host.Files);
    }

    [Fact]
    public async Task A_volume_is_a_file_of_its_size_until_it_is_deleted()
    {
        await using var host = await VolumeHost.StartAsync();
        var id = await host.CreateAsync("\"size\":2,\"name\":\"../\\u0000/하늘\"");
        Assert.Equal(2 * Gibibyte.Bytes, host.Length(id));
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Post, $"volumes/{id}/action", """{"os-extend":{"new_size":3}}"""));
        await host.UntilAsync("volume", id, "available");
        Assert.Equal(3 * Gibibyte.Bytes, host.Length(id));
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, $"volumes/{id}/action", """{"os-extend":{"new_size":3}}"""));
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Delete, $"volumes/{id}"));
        await host.UntilAsync("volume", id, "gone");
        Assert.Empty(host.Files);
    }

    [Fact]
    public async Task A_snapshot_and_a_clone_hold_what_was_there_then()
    {
        await using var host = await VolumeHost.StartAsync();
        var id = await host.CreateAsync();
        host.Write(id, "first", 700 << 20);
        var snapshot = await host.SnapshotAsync(id);
        host.Write(id, "later", 700 << 20);
        var ofSnapshot = await host.CreateAsync($"\"size\":2,\"snapshot_id\":\"{snapshot}\"");
        var ofVolume = await host.CreateAsync($"\"source_volid\":\"{id}\"");
        Assert.Equal(("first", "later"), (host.Read(ofSnapshot, 5, 700 << 20), host.Read(ofVolume, 5, 700 << 20)));
        Assert.Equal((2 * Gibibyte.Bytes, Gibibyte.Bytes), (host.Length(ofSnapshot), host.Length(ofVolume)));
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Delete, $"volumes/{id}"));
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Post, $"volumes/{id}/action", $$$"""{"revert":{"snapshot_id":"{{{snapshot}}}"}}"""));
        await host.UntilAsync("volume", id, "available");
        Assert.Equal("first", host.Read(id, 5, 700 << 20));
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Delete, $"volumes/{id}?cascade=true"));
        await host.UntilAsync("volume", id, "gone");
        Assert.Equal(2, host.Files.Count);
    }

    [Fact]
    public async Task What_is_of_another_project_is_not_there()
    {
        await using var host = await VolumeHost.StartAsync();
        var id = await host.CreateAsync();
        var snapshot = await host.SnapshotAsync(id);
        foreach (var path in (string[])[$"volumes/{id}", $"snapshots/{snapshot}", $"volumes/{id}/metadata"])
        {
            Assert.Equal(404, await host.StatusAsync(HttpMethod.Get, path, token: VolumeHost.Other));
            Assert.Equal(401, await host.StatusAsync(HttpMethod.Get, path, token: null));
        }
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Delete, $"volumes/{id}", token: VolumeHost.Other));
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Post, $"volumes/{id}/action", """{"os-extend":{"new_size":3}}""", VolumeHost.Other));
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Post, "volumes", $$$"""{"volume":{"size":1,"source_volid":"{{{id}}}"}}""", VolumeHost.Other));
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Post, "volumes", $$$"""{"volume":{"size":1,"snapshot_id":"{{{snapshot}}}"}}""", VolumeHost.Other));
        Assert.Empty((await host.JsonAsync(HttpMethod.Get, "volumes/detail?all_tenants=1", token: VolumeHost.Other))["volumes"]!.AsArray());
        Assert.Single((await host.JsonAsync(HttpMethod.Get, "volumes/detail?all_tenants=1", token: VolumeHost.Admin))["volumes"]!.AsArray());
        Assert.Equal(403, await host.StatusAsync(HttpMethod.Post, $"volumes/{id}/action", """{"os-force_delete":{}}"""));
    }

    [Fact]
    public async Task Lists_come_in_pages_filtered_and_sorted()
    {
        await using var host = await VolumeHost.StartAsync();
        foreach (var name in (string[])["b", "a", "c"])
            await host.CreateAsync($"\"size\":1,\"name\":\"{name}\",\"metadata\":{{\"of\":\"{name}\"}}");
        var page = await host.JsonAsync(HttpMethod.Get, "volumes?sort=name:asc&limit=2&with_count=true");
        Assert.Equal(["a", "b"], Names(page));
        Assert.Equal(3, page["count"]!.GetValue<int>());
        Assert.Equal(["c"], Names(await host.JsonAsync(HttpMethod.Get, page["volumes_links"]![0]!["href"]!.GetValue<string>())));
        Assert.Equal(["c"], Names(await host.JsonAsync(HttpMethod.Get, "volumes/detail?metadata=" + Uri.EscapeDataString("{'of': 'c'}"))));
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Get, "volumes?nonsense=1"));
        Assert.Equal(200, await host.StatusAsync(HttpMethod.Get, "volumes?nonsense=1", version: "3.30"));
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Get, "volumes?limit=-1"));
    }

    [Theory]
    [InlineData("3.0", false, false)]
    [InlineData("3.13", true, false)]
    [InlineData("3.65", true, true)]
    public async Task A_volume_shows_what_the_version_has(string version, bool hasGroup, bool hasQuota)
    {
        await using var host = await VolumeHost.StartAsync();
        var id = await host.CreateAsync();
        var volume = (await host.JsonAsync(HttpMethod.Get, $"volumes/{id}", version: version))["volume"]!.AsObject();
        Assert.Equal((hasGroup, hasQuota), (volume.ContainsKey("group_id"), volume.ContainsKey("consumes_quota")));
        Assert.Equal(406, await host.StatusAsync(HttpMethod.Get, "volumes", version: "3.71"));
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Get, "messages", version: "3.2"));
    }

    private static IEnumerable<string> Names(JsonNode list) => list["volumes"]!.AsArray().Select(volume => volume!["name"]!.GetValue<string>());
}
