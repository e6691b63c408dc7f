using System.Text.Json;

namespace Naru.ObjectStorage.Specs;

public sealed class VersionSpecs
{
    [Fact]
    public async Task Every_version_stays_until_it_is_removed_itself()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        await store.PutAsync("AUTH_p1/c/o", "before");
        await store.StatusAsync(HttpMethod.Post, "AUTH_p1/c", headers: ("X-Versions-Enabled", "true"));
        await store.PutAsync("AUTH_p1/c/o", "one");
        await store.PutAsync("AUTH_p1/c/o", "two");
        await store.StatusAsync(HttpMethod.Delete, "AUTH_p1/c/o");
        Assert.Equal(404, await store.StatusAsync(HttpMethod.Get, "AUTH_p1/c/o"));

        var versions = await VersionsAsync(store);
        Assert.Equal(4, versions.Count);
        Assert.Equal("null", versions[3].Id);
        Assert.Equal([true, false, false, false], await LatestAsync(store));
        Assert.Equal("before", await store.ReadAsync("AUTH_p1/c/o?version-id=null"));
        Assert.Equal("one", await store.ReadAsync($"AUTH_p1/c/o?version-id={versions[2].Id}"));
        Assert.Equal("application/x-deleted;swift_versions_deleted=1", versions[0].Type);
        Assert.Equal(409, await store.StatusAsync(HttpMethod.Delete, "AUTH_p1/c"));

        Assert.Equal(201, await store.PutAsync($"AUTH_p1/c/o?version-id={versions[2].Id}"));
        Assert.Equal("one", await store.ReadAsync("AUTH_p1/c/o"));
        // What was brought back is older than the others, and the latest all the same; also where a page begins after it.
        Assert.Equal([false, false, true, false], await LatestAsync(store));
        Assert.Equal([false, false], await LatestAsync(store, "&limit=2"));
        Assert.Equal([true, false], await LatestAsync(store, $"&marker=o&version_marker={versions[1].Id}"));
        foreach (var (id, _) in await VersionsAsync(store))
            Assert.Equal(204, await store.StatusAsync(HttpMethod.Delete, $"AUTH_p1/c/o?version-id={id}"));
        Assert.Equal(204, await store.StatusAsync(HttpMethod.Delete, "AUTH_p1/c"));
    }

    [Fact]
    public async Task A_stack_gives_the_former_version_back()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/old");
        await store.PutAsync("AUTH_p1/c", "", ("X-Versions-Location", "old"));
        await store.PutAsync("AUTH_p1/c/o", "one");
        await store.PutAsync("AUTH_p1/c/o", "two");
        Assert.StartsWith("001o/", await store.ReadAsync("AUTH_p1/old"), StringComparison.Ordinal);
        await store.StatusAsync(HttpMethod.Delete, "AUTH_p1/c/o");
        Assert.Equal("one", await store.ReadAsync("AUTH_p1/c/o"));
        await store.StatusAsync(HttpMethod.Delete, "AUTH_p1/c/o");
        Assert.Equal(404, await store.StatusAsync(HttpMethod.Get, "AUTH_p1/c/o"));
        Assert.Equal("", await store.ReadAsync("AUTH_p1/old"));
    }

    [Fact]
    public async Task A_history_keeps_what_was_deleted()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/old");
        await store.PutAsync("AUTH_p1/c", "", ("X-History-Location", "old"));
        await store.PutAsync("AUTH_p1/c/o", "one");
        await store.StatusAsync(HttpMethod.Delete, "AUTH_p1/c/o");
        Assert.Equal(404, await store.StatusAsync(HttpMethod.Get, "AUTH_p1/c/o"));
        Assert.Equal(2, (await store.ReadAsync("AUTH_p1/old")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_missing_place_for_former_versions_refuses_the_change()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c", "", ("X-Versions-Location", "nowhere"));
        Assert.Equal(201, await store.PutAsync("AUTH_p1/c/o", "one"));
        Assert.Equal(412, await store.PutAsync("AUTH_p1/c/o", "two"));
        Assert.Equal("one", await store.ReadAsync("AUTH_p1/c/o"));
    }

    private static async Task<List<bool>> LatestAsync(StorageHost store, string query = "")
    {
        using var document = JsonDocument.Parse(await store.ReadAsync($"AUTH_p1/c?versions&format=json{query}"));
        return [.. document.RootElement.EnumerateArray().Select(entry => entry.GetProperty("is_latest").GetBoolean())];
    }

    private static async Task<List<(string Id, string Type)>> VersionsAsync(StorageHost store)
    {
        using var document = JsonDocument.Parse(await store.ReadAsync("AUTH_p1/c?versions&format=json"));
        return [.. document.RootElement.EnumerateArray().Select(
            entry => (entry.GetProperty("version_id").GetString()!, entry.GetProperty("content_type").GetString()!))];
    }
}
