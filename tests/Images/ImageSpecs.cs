using System.Text.Json.Nodes;

namespace Naru.Images.Specs;

public sealed class ImageSpecs
{
    [Theory]
    [InlineData("""{"name":"x","container_format":"wrong"}""", 400)]
    [InlineData("""{"name":"x","visibility":"everybody"}""", 400)]
    [InlineData("""{"name":"x","min_disk":-1}""", 400)]
    [InlineData("""{"name":"x","extra":7}""", 400)]
    [InlineData("""{"name":"x","id":"../../etc"}""", 400)]
    [InlineData("""{"name":"x","status":"active"}""", 403)]
    [InlineData("""{"name":"x","deleted":true}""", 403)]
    [InlineData("""{"name":"x","os_glance_foo":"bar"}""", 403)]
    [InlineData("""{"name":"x","visibility":"public"}""", 403)]
    [InlineData("""{"name":"x","owner":"p2"}""", 403)]
    [InlineData("""[]""", 400)]
    [InlineData("""{"name":""", 400)]
    [InlineData("""{"name":"../\u0000/하늘","extra":"..","tags":["a","a","é"]}""", 201)]
    public async Task A_new_image_is_checked(string json, int status)
    {
        await using var host = await ImageHost.StartAsync();
        Assert.Equal(status, await host.StatusAsync(HttpMethod.Post, "images", json: json));
        Assert.Empty(host.Files);
    }

    [Fact]
    public async Task An_id_may_be_chosen_once()
    {
        await using var host = await ImageHost.StartAsync();
        const string Json = """{"id":"0b8b5c5e-0000-4000-8000-000000000001"}""";
        Assert.Equal(201, await host.StatusAsync(HttpMethod.Post, "images", json: Json));
        Assert.Equal(409, await host.StatusAsync(HttpMethod.Post, "images", ImageHost.Other, Json));
    }

    [Fact]
    public async Task A_patch_is_applied_in_full_or_not_at_all()
    {
        await using var host = await ImageHost.StartAsync();
        var id = await host.CreateAsync("\"a/b\":\"1\"");
        Assert.Equal(200, await host.PatchAsync(id, """[{"op":"replace","path":"/name","value":"two"},{"op":"remove","path":"/a~1b"},{"op":"add","path":"/c","value":"2"}]"""));
        Assert.Equal(200, await host.PatchAsync(id, """[{"replace":"/tags","value":["t"]}]""", type: "application/openstack-images-v2.0-json-patch"));
        foreach (var (operations, status) in new (string, int)[]
        {
            ("""[{"op":"add","path":"/name","value":"three"},{"op":"replace","path":"/size","value":1}]""", 403),
            ("""[{"op":"add","path":"/name","value":"three"},{"op":"remove","path":"/none"}]""", 409),
            ("""[{"op":"remove","path":"/name"}]""", 403),
            ("""[{"op":"add","path":"/c/d","value":"x"}]""", 400),
            ("""[{"op":"add","path":"/c~2","value":"x"}]""", 400),
            ("""[{"op":"add","path":"/c"}]""", 400),
            ("""[{"op":"move","path":"/c","value":"x"}]""", 400),
            ("""{}""", 400),
        })
        {
            Assert.Equal(status, await host.PatchAsync(id, operations));
        }
        Assert.Equal(415, await host.PatchAsync(id, "[]", type: "application/json"));
        var image = await host.ShowAsync(id);
        Assert.Equal("two", image["name"]!.GetValue<string>());
        Assert.Equal("2", image["c"]!.GetValue<string>());
        Assert.Null(image["a/b"]);
        Assert.Equal("t", image["tags"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task A_private_image_is_there_for_its_project_only()
    {
        await using var host = await ImageHost.StartAsync();
        var id = await host.CreateAsync("\"visibility\":\"private\"");
        foreach (var path in (string[])["", "/file", "/members", "/tasks"])
            Assert.Equal(404, await host.StatusAsync(HttpMethod.Get, $"images/{id}{path}", ImageHost.Other));
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Delete, $"images/{id}", ImageHost.Other));
        Assert.Equal(404, await host.PatchAsync(id, "[]", ImageHost.Other));
        Assert.Empty(await host.NamesAsync("", ImageHost.Other));
        Assert.Equal(401, await host.StatusAsync(HttpMethod.Get, $"images/{id}", null));
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Get, "images/"));
    }

    [Fact]
    public async Task A_public_image_is_the_administrators_to_make_and_nobody_elses_to_change()
    {
        await using var host = await ImageHost.StartAsync();
        var id = await host.CreateAsync("\"visibility\":\"public\"", ImageHost.Admin);
        Assert.Equal(["one"], await host.NamesAsync("", ImageHost.Other));
        Assert.Equal(403, await host.StatusAsync(HttpMethod.Delete, $"images/{id}", ImageHost.Other));
        Assert.Equal(403, await host.PatchAsync(id, """[{"op":"replace","path":"/name","value":"mine"}]""", ImageHost.Other));
    }

    [Fact]
    public async Task A_protected_image_stays()
    {
        await using var host = await ImageHost.StartAsync();
        var id = await host.CreateAsync("\"protected\":true");
        Assert.Equal(403, await host.StatusAsync(HttpMethod.Delete, $"images/{id}"));
        Assert.Equal(200, await host.PatchAsync(id, """[{"op":"replace","path":"/protected","value":false}]"""));
        Assert.Equal(204, await host.StatusAsync(HttpMethod.Delete, $"images/{id}"));
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Get, $"images/{id}"));
    }

    [Fact]
    public async Task A_member_sees_a_shared_image_and_lists_it_once_accepted()
    {
        await using var host = await ImageHost.StartAsync();
        var id = await host.CreateAsync();
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Get, $"images/{id}", ImageHost.Other));
        Assert.Equal(200, await host.StatusAsync(HttpMethod.Post, $"images/{id}/members", json: """{"member":"p2"}"""));
        Assert.Equal(409, await host.StatusAsync(HttpMethod.Post, $"images/{id}/members", json: """{"member":"p2"}"""));
        Assert.Equal(200, await host.StatusAsync(HttpMethod.Get, $"images/{id}", ImageHost.Other));
        Assert.Empty(await host.NamesAsync("", ImageHost.Other));
        Assert.Equal(["one"], await host.NamesAsync("visibility=shared&member_status=pending", ImageHost.Other));

        Assert.Equal(403, await host.StatusAsync(HttpMethod.Put, $"images/{id}/members/p2", json: """{"status":"accepted"}"""));
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Put, $"images/{id}/members/p2", ImageHost.Other, """{"status":"maybe"}"""));
        Assert.Equal(200, await host.StatusAsync(HttpMethod.Put, $"images/{id}/members/p2", ImageHost.Other, """{"status":"accepted"}"""));
        Assert.Equal(["one"], await host.NamesAsync("", ImageHost.Other));
        Assert.Equal(403, await host.StatusAsync(HttpMethod.Delete, $"images/{id}/members/p2", ImageHost.Other));
        Assert.Equal(204, await host.StatusAsync(HttpMethod.Delete, $"images/{id}/members/p2"));
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Get, $"images/{id}", ImageHost.Other));
    }

    [Fact]
    public async Task Lists_are_filtered_sorted_and_paged()
    {
        await using var host = await ImageHost.StartAsync();
        foreach (var (name, more) in new (string, string)[] { ("b", "\"tags\":[\"x\",\"y\"]"), ("a", "\"tags\":[\"x\"],\"os_hidden\":true"), ("c", "\"kind\":\"k\",\"min_ram\":5") })
            await host.JsonAsync(HttpMethod.Post, "images", json: $$"""{"name":"{{name}}",{{more}}}""");
        Assert.Equal(["b", "c"], await host.NamesAsync("sort=name:asc"));
        Assert.Equal(["c", "b"], await host.NamesAsync("sort_key=name&sort_dir=desc"));
        Assert.Equal(["a"], await host.NamesAsync("os_hidden=true"));
        Assert.Equal(["b"], await host.NamesAsync("tag=x&tag=y"));
        Assert.Equal(["c"], await host.NamesAsync("kind=k"));
        Assert.Equal(["b", "c"], await host.NamesAsync("name=in:b,%22c%22&sort_key=name&sort_dir=asc"));
        Assert.Empty(await host.NamesAsync("created_at=lt:2020-01-01T00:00:00Z"));
        var page = await host.JsonAsync(HttpMethod.Get, "images?limit=1&sort=name:asc");
        var next = page["next"]!.GetValue<string>();
        Assert.StartsWith("/v2/images?limit=1", next, StringComparison.Ordinal);
        Assert.Equal(["c"], await host.NamesAsync(next.Split('?')[1]));
        foreach (var bad in (string[])["limit=-1", "limit=x", "marker=none", "sort=size:up", "sort_key=kind", "size_min=-1", "protected=maybe", "created_at=about:2020", "visibility=some", "member_status=none", "name=in:%22a"])
            Assert.Equal(400, await host.StatusAsync(HttpMethod.Get, $"images?{bad}"));
    }

    [Fact]
    public async Task Tags_come_and_go()
    {
        await using var host = await ImageHost.StartAsync();
        var id = await host.CreateAsync();
        Assert.Equal(204, await host.StatusAsync(HttpMethod.Put, $"images/{id}/tags/a%20b"));
        Assert.Equal("a b", (await host.ShowAsync(id))["tags"]![0]!.GetValue<string>());
        Assert.Equal(204, await host.StatusAsync(HttpMethod.Delete, $"images/{id}/tags/a%20b"));
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Delete, $"images/{id}/tags/a%20b"));
    }

    [Fact]
    public async Task The_api_describes_itself()
    {
        await using var host = await ImageHost.StartAsync();
        foreach (var schema in (string[])["image", "images", "member", "members"])
            Assert.Equal(schema, (await host.JsonAsync(HttpMethod.Get, $"schemas/{schema}"))["name"]!.GetValue<string>());
        Assert.Equal("glance-direct", Assert.Single((await host.JsonAsync(HttpMethod.Get, "info/import"))["import-methods"]!["value"]!.AsArray())!.GetValue<string>());
        Assert.Equal("file", (await host.JsonAsync(HttpMethod.Get, "info/stores"))["stores"]![0]!["id"]!.GetValue<string>());
        using var versions = await host.SendAsync(HttpMethod.Get, "/image/", null);
        Assert.Equal(300, (int)versions.StatusCode);
        Assert.Equal("CURRENT", JsonNode.Parse(await versions.Content.ReadAsStringAsync())!["versions"]![0]!["status"]!.GetValue<string>());
    }
}
