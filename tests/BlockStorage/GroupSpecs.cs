namespace Naru.BlockStorage.Specs;

public sealed class GroupSpecs
{
    [Fact]
    public async Task A_group_is_snapped_copied_and_deleted_as_a_whole()
    {
        await using var host = await VolumeHost.StartAsync();
        await host.JsonAsync(HttpMethod.Post, "group_types", """{"group_type":{"name":"kind"}}""", VolumeHost.Admin);
        var group = await MadeAsync(host, "groups", "group", """{"group":{"name":"g","group_type":"kind","volume_types":["__DEFAULT__"]}}""");
        var volume = await host.CreateAsync($"\"size\":1,\"group_id\":\"{group}\"");
        host.Write(volume, "first");
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Delete, $"volumes/{volume}"));
        var snapshot = await MadeAsync(host, "group_snapshots", "group_snapshot", $$$"""{"group_snapshot":{"name":"s","group_id":"{{{group}}}"}}""");
        host.Write(volume, "later");
        var copy = await MadeAsync(host, "groups/action", "group", $$$"""{"create-from-src":{"name":"c","group_snapshot_id":"{{{snapshot}}}"}}""");
        var copied = (await host.JsonAsync(HttpMethod.Get, $"groups/{copy}?list_volume=true"))["group"]!["volumes"]![0]!.GetValue<string>();
        Assert.Equal("first", host.Read(copied, 5));
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Get, $"groups/{group}", token: VolumeHost.Other));
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Delete, $"group_snapshots/{snapshot}"));
        await host.UntilAsync("group_snapshot", snapshot, "gone");
        foreach (var id in (string[])[group, copy])
        {
            Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, $"groups/{id}/action", """{"delete":{}}"""));
            Assert.Equal(202, await host.StatusAsync(HttpMethod.Post, $"groups/{id}/action", """{"delete":{"delete-volumes":true}}"""));
            await host.UntilAsync("group", id, "gone");
        }
        Assert.Empty(host.Files);
    }

    [Fact]
    public async Task A_step_that_waits_for_another_is_done_though_nothing_else_happens()
    {
        await using var host = await VolumeHost.StartAsync();
        await host.JsonAsync(HttpMethod.Post, "group_types", """{"group_type":{"name":"kind"}}""", VolumeHost.Admin);
        var group = await MadeAsync(host, "groups", "group", """{"group":{"name":"g","group_type":"kind","volume_types":["__DEFAULT__"]}}""");
        await host.CreateAsync($"\"size\":1,\"group_id\":\"{group}\"");
        for (var round = 0; round < 40; round++)
        {
            var copy = await MadeAsync(host, "groups/action", "group", $$$"""{"create-from-src":{"name":"c","source_group_id":"{{{group}}}"}}""");
            Assert.Equal(202, await host.StatusAsync(HttpMethod.Post, $"groups/{copy}/action", """{"delete":{"delete-volumes":true}}"""));
            await host.UntilAsync("group", copy, "gone");
        }
    }

    [Fact]
    public async Task A_transfer_gives_a_volume_to_who_knows_the_key()
    {
        await using var host = await VolumeHost.StartAsync();
        var id = await host.CreateAsync();
        var transfer = (await host.JsonAsync(HttpMethod.Post, "volume-transfers", $$$"""{"transfer":{"volume_id":"{{{id}}}"}}"""))["transfer"]!;
        var path = $"volume-transfers/{transfer["id"]}/accept";
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, path, """{"accept":{"auth_key":"wrong"}}""", VolumeHost.Other));
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Post, path, $$$"""{"accept":{"auth_key":"{{{transfer["auth_key"]}}}"}}""", VolumeHost.Other));
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Get, $"volumes/{id}"));
        await host.UntilAsync("volume", id, "available", VolumeHost.Other);
    }

    [Fact]
    public async Task A_volume_is_let_go_and_taken_in_again()
    {
        await using var host = await VolumeHost.StartAsync();
        var id = await host.CreateAsync();
        host.Write(id, "kept");
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Post, $"volumes/{id}/action", """{"os-unmanage":{}}""", VolumeHost.Admin));
        await host.UntilAsync("volume", id, "gone");
        foreach (var name in (string[])["../volumes", "/etc/passwd", "none"])
            Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, "manageable_volumes", $$$$"""{"volume":{"host":"spec@file#file","ref":{"source-name":"{{{{name}}}}"}}}""", VolumeHost.Admin));
        var managed = (await host.JsonAsync(
            HttpMethod.Post, "manageable_volumes", $$$$"""{"volume":{"host":"spec@file#file","ref":{"source-name":"volume-{{{{id}}}}"}}}""", VolumeHost.Admin))["volume"]!["id"]!.GetValue<string>();
        await host.UntilAsync("volume", managed, "available", VolumeHost.Admin);
        Assert.Equal("kept", host.Read(managed, 4));
    }

    private static async Task<string> MadeAsync(VolumeHost host, string path, string kind, string json)
    {
        var id = (await host.JsonAsync(HttpMethod.Post, path, json))[kind]!["id"]!.GetValue<string>();
        await host.UntilAsync(kind, id, "available");
        return id;
    }
}
