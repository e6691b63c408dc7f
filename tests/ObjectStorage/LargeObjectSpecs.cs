using System.Text.Json;

namespace Naru.ObjectStorage.Specs;

public sealed class LargeObjectSpecs
{
    [Fact]
    public async Task A_static_one_is_its_segments_and_their_ranges()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        await store.PutAsync("AUTH_p1/c/s1", "aaaaa");
        await store.PutAsync("AUTH_p1/c/s2", new string('b', 40_000));
        var data = Convert.ToBase64String("--"u8);
        var inner = $$"""[{"path": "/c/s1", "size_bytes": 5}, {"data": "{{data}}"}, {"path": "c/s2", "range": "0-4"}]""";
        Assert.Equal(201, await store.PutAsync("AUTH_p1/c/inner?multipart-manifest=put", inner));
        Assert.Equal("aaaaa--bbbbb", await store.ReadAsync("AUTH_p1/c/inner"));
        Assert.Equal(201, await store.PutAsync("AUTH_p1/c/outer?multipart-manifest=put", """[{"path": "/c/s1"}, {"path": "/c/inner", "range": "4-8"}]"""));
        Assert.Equal("aaaaaa--bb", await store.ReadAsync("AUTH_p1/c/outer"));
        Assert.Equal("a--b", await store.ReadAsync("AUTH_p1/c/outer", headers: ("Range", "bytes=5-8")));

        using var head = await store.SendAsync(HttpMethod.Head, "AUTH_p1/c/outer");
        Assert.Equal("True", head.Headers.GetValues("X-Static-Large-Object").Single());
        Assert.Equal(10, head.Content.Headers.ContentLength);
        using var raw = JsonDocument.Parse(await store.ReadAsync("AUTH_p1/c/outer?multipart-manifest=get&format=raw"));
        Assert.Equal("4-8", raw.RootElement[1].GetProperty("range").GetString());

        var deleted = await store.SendAsync(HttpMethod.Delete, "AUTH_p1/c/outer?multipart-manifest=delete");
        Assert.Contains("Number Deleted: 4", await deleted.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("", await store.ReadAsync("AUTH_p1/c"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("""[{"path": "/c/missing"}]""")]
    [InlineData("""[{"path": "/c/s1", "size_bytes": 6}]""")]
    [InlineData("""[{"path": "/c/s1", "etag": "0"}]""")]
    [InlineData("""[{"path": "/c/s1", "range": "7-9"}]""")]
    [InlineData("""[{"path": "/c/empty"}]""")]
    [InlineData("""[{"path": "/c/s1", "colour": "red"}]""")]
    [InlineData("""[{"data": "!"}]""")]
    public async Task A_manifest_that_does_not_fit_is_refused(string manifest)
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        await store.PutAsync("AUTH_p1/c/s1", "aaaaa");
        await store.PutAsync("AUTH_p1/c/empty");
        Assert.Equal(400, await store.PutAsync("AUTH_p1/c/large?multipart-manifest=put", manifest));
        Assert.Equal(404, await store.StatusAsync(HttpMethod.Head, "AUTH_p1/c/large"));
    }

    [Fact]
    public async Task A_segment_that_changed_is_noticed()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        await store.PutAsync("AUTH_p1/c/s1", "aaaaa");
        await store.PutAsync("AUTH_p1/c/large?multipart-manifest=put", """[{"path": "/c/s1"}]""");
        await store.PutAsync("AUTH_p1/c/s1", "AAAAA");
        Assert.Equal(409, await store.StatusAsync(HttpMethod.Get, "AUTH_p1/c/large"));
    }

    [Fact]
    public async Task A_dynamic_one_is_what_its_prefix_finds()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        await store.PutAsync("AUTH_p1/parts");
        await store.PutAsync("AUTH_p1/c/large", "", ("X-Object-Manifest", "parts/film/"));
        foreach (var part in (string[])["3", "1", "2"])
            await store.PutAsync($"AUTH_p1/parts/film/{part}", $"<{part}>");
        await store.PutAsync("AUTH_p1/parts/filn", "no");
        Assert.Equal("<1><2><3>", await store.ReadAsync("AUTH_p1/c/large"));
        Assert.Equal("2><", await store.ReadAsync("AUTH_p1/c/large", headers: ("Range", "bytes=4-6")));
        Assert.Equal("", await store.ReadAsync("AUTH_p1/c/large?multipart-manifest=get"));
        Assert.Equal(201, await store.StatusAsync(new HttpMethod("COPY"), "AUTH_p1/c/large", headers: ("Destination", "c/flat")));
        await store.StatusAsync(HttpMethod.Delete, "AUTH_p1/parts/film/2");
        Assert.Equal("<1><3>", await store.ReadAsync("AUTH_p1/c/large"));
        Assert.Equal("<1><2><3>", await store.ReadAsync("AUTH_p1/c/flat"));
    }

    [Fact]
    public async Task Segments_of_others_stay_closed()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/private");
        await store.PutAsync("AUTH_p1/private/s1", "secret");
        await store.PutAsync("AUTH_p1/open", "", ("X-Container-Read", ".r:*"));
        await store.PutAsync("AUTH_p1/open/large?multipart-manifest=put", """[{"path": "/private/s1"}]""");
        Assert.Equal(409, await store.StatusAsync(HttpMethod.Get, "AUTH_p1/open/large", token: null));
        Assert.Equal("secret", await store.ReadAsync("AUTH_p1/open/large"));
    }
}
