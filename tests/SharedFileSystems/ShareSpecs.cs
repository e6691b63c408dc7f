namespace Naru.SharedFileSystems.Specs;

public sealed class ShareSpecs
{
    [Theory]
    [InlineData("""{"share":{"share_proto":"nfs","size":1}}""", 200)]
    [InlineData("""{"share":{"share_proto":"nfs","size":"2"}}""", 200)]
    [InlineData("""{"share":{"share_proto":"nfs","size":0}}""", 400)]
    [InlineData("""{"share":{"share_proto":"nfs","size":"#$%"}}""", 400)]
    [InlineData("""{"share":{"share_proto":"cifs","size":1}}""", 400)]
    [InlineData("""{"share":{"share_proto":"nfs"}}""", 400)]
    [InlineData("""{"share":{"share_proto":"nfs","size":1,"share_type":"none"}}""", 404)]
    [InlineData("""{"share":{"share_proto":"nfs","size":1,"snapshot_id":"../etc"}}""", 404)]
    [InlineData("""{"share":{"share_proto":"nfs","size":1,"availability_zone":"mars"}}""", 404)]
    [InlineData("""{"share":{"share_proto":"nfs","size":1,"is_public":true}}""", 403)]
    [InlineData("""{"share":{"share_proto":"nfs","size":1,"metadata":{"":"x"}}}""", 400)]
    [InlineData("""{"share":{"share_proto":"nfs","size":100000}}""", 413)]
    [InlineData("""{"volume":{}}""", 422)]
    [InlineData("""[1""", 400)]
    public async Task A_new_share_is_checked(string json, int status)
    {
        await using var host = await ShareHost.StartAsync();
        Assert.Equal(status, await host.StatusAsync(HttpMethod.Post, "shares", json));
    }

    [Fact]
    public async Task A_share_becomes_available_and_goes()
    {
        await using var host = await ShareHost.StartAsync();
        var id = await host.CreateAsync("\"name\":\"one\",\"metadata\":{\"a\":\"b\"}");
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Get, $"shares/{id}", token: ShareHost.Other));
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Delete, $"shares/{id}", token: ShareHost.Other));
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Delete, $"shares/{id}"));
        await host.UntilGoneAsync($"shares/{id}");
    }

    [Fact]
    public async Task A_share_shows_what_its_version_has()
    {
        await using var host = await ShareHost.StartAsync();
        var id = await host.CreateAsync();
        async Task<bool> HasAsync(string version, string attribute) => (await host.JsonAsync(HttpMethod.Get, $"shares/{id}", version: version))["share"]!.AsObject().ContainsKey(attribute);
        Assert.True(await HasAsync("2.8", "export_locations"));
        Assert.False(await HasAsync("2.9", "export_locations"));
        Assert.False(await HasAsync("2.68", "is_soft_deleted"));
        Assert.True(await HasAsync("2.69", "is_soft_deleted"));
        Assert.False(await HasAsync("2.78", "host"));
    }

    [Theory]
    [InlineData(null, 200, "2.0")]
    [InlineData("2.45", 200, "2.45")]
    [InlineData("latest", 200, "2.78")]
    [InlineData("2.79", 406, null)]
    [InlineData("1.0", 406, null)]
    [InlineData("2.01", 400, null)]
    [InlineData("x", 400, null)]
    public async Task Versions_are_negotiated(string? asked, int status, string? told)
    {
        await using var host = await ShareHost.StartAsync();
        using var answer = await host.SendAsync(HttpMethod.Get, "shares", version: asked);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(told, answer.Headers.TryGetValues("X-OpenStack-Manila-API-Version", out var values) ? values.Single() : null);
    }

    [Theory]
    [InlineData("ip", "192.0.2.1", 200)]
    [InlineData("ip", "192.0.2.0/24", 200)]
    [InlineData("ip", "0.0.0.0/0", 200)]
    [InlineData("ip", "192.0.2.1/24", 400)]
    [InlineData("ip", "192.0.2.300", 400)]
    [InlineData("ip", "1", 400)]
    [InlineData("ip", "192.0.2.1; } EXPORT {", 400)]
    [InlineData("user", "alice", 400)]
    [InlineData("cert", "alice", 400)]
    [InlineData("wrong", "alice", 400)]
    public async Task Only_addresses_are_let_in(string type, string to, int status)
    {
        await using var host = await ShareHost.StartAsync();
        var id = await host.CreateAsync();
        var json = $$$"""{"allow_access":{"access_type":"{{{type}}}","access_to":"{{{to}}}"}}""";
        Assert.Equal(status, await host.StatusAsync(HttpMethod.Post, $"shares/{id}/action", json));
        if (status == 200)
            Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, $"shares/{id}/action", json));
    }
}
