namespace Naru.SharedFileSystems.Specs;

/// <summary>What becomes of shares, snapshots and groups.</summary>
public sealed class LifeSpecs
{
    [Fact]
    public async Task A_share_with_snapshots_stays()
    {
        await using var host = await ShareHost.StartAsync();
        var share = await host.CreateAsync();
        var snapshot = await SnapshotAsync(host, share);
        Assert.Equal(403, await host.StatusAsync(HttpMethod.Delete, $"shares/{share}"));
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Delete, $"snapshots/{snapshot}"));
        await host.UntilGoneAsync($"snapshots/{snapshot}");
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Delete, $"shares/{share}"));
        await host.UntilGoneAsync($"shares/{share}");
    }

    [Fact]
    public async Task An_administrator_may_say_any_status_and_nothing_is_made_or_lost_by_that()
    {
        await using var host = await ShareHost.StartAsync();
        var share = await host.CreateAsync();
        foreach (var status in (string[])["creating", "deleting", "error", "available"])
        {
            await host.ActAsync(share, $$$"""{"reset_status":{"status":"{{{status}}}"}}""", ShareHost.Admin);
            Assert.Equal(status, (await host.JsonAsync(HttpMethod.Get, $"shares/{share}"))["share"]!["status"]!.GetValue<string>());
        }
        Assert.Equal(403, await host.StatusAsync(HttpMethod.Post, $"shares/{share}/action", """{"reset_status":{"status":"error"}}"""));
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, $"shares/{share}/action", """{"reset_status":{"status":"fake"}}""", ShareHost.Admin));
    }

    [Fact]
    public async Task A_type_that_no_pool_can_serve_ends_in_an_error_with_a_message()
    {
        await using var host = await ShareHost.StartAsync();
        const string Type = """{"share_type":{"name":"odd","extra_specs":{"driver_handles_share_servers":"False","colour":"blue"}}}""";
        await host.JsonAsync(HttpMethod.Post, "types", Type, ShareHost.Admin);
        var share = (await host.JsonAsync(HttpMethod.Post, "shares", """{"share":{"share_proto":"nfs","size":1,"share_type":"odd"}}"""))["share"]!["id"]!.GetValue<string>();
        await host.UntilAsync($"shares/{share}", "share", "status", "error");
        var message = Assert.Single((await host.JsonAsync(HttpMethod.Get, "messages"))["messages"]!.AsArray());
        Assert.Contains("colour", message!["user_message"]!.GetValue<string>());
    }

    [Fact]
    public async Task Quotas_count_what_is_there()
    {
        await using var host = await ShareHost.StartAsync();
        var project = ShareHost.Owner.Split(':')[1];
        await host.JsonAsync(HttpMethod.Put, $"quota-sets/{project}", """{"quota_set":{"shares":1}}""", ShareHost.Admin);
        var share = await host.CreateAsync();
        Assert.Equal(413, await host.StatusAsync(HttpMethod.Post, "shares", """{"share":{"share_proto":"nfs","size":1}}"""));
        Assert.Equal(1, (await host.JsonAsync(HttpMethod.Get, $"quota-sets/{project}/detail"))["quota_set"]!["shares"]!["in_use"]!.GetValue<int>());
        await host.JsonAsync(HttpMethod.Delete, $"shares/{share}");
        await host.UntilGoneAsync($"shares/{share}");
        await host.CreateAsync();
    }

    [Fact]
    public async Task A_share_goes_to_the_project_that_knows_the_key()
    {
        await using var host = await ShareHost.StartAsync();
        var share = await host.CreateAsync();
        var transfer = (await host.JsonAsync(HttpMethod.Post, "share-transfers", $$$"""{"transfer":{"share_id":"{{{share}}}"}}"""))["transfer"]!;
        var path = $"share-transfers/{transfer["id"]}/accept";
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, path, """{"accept":{"auth_key":"guess"}}""", ShareHost.Other));
        await host.JsonAsync(HttpMethod.Post, path, $$$"""{"accept":{"auth_key":"{{{transfer["auth_key"]}}}"}}""", ShareHost.Other);
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Get, $"shares/{share}"));
        Assert.Equal(200, await host.StatusAsync(HttpMethod.Get, $"shares/{share}", token: ShareHost.Other));
    }

    [Fact]
    public async Task A_group_is_snapshotted_and_made_again_as_a_whole()
    {
        await using var host = await ShareHost.StartAsync();
        var type = (await host.JsonAsync(HttpMethod.Get, "types/default"))["share_type"]!["id"]!.GetValue<string>();
        await host.JsonAsync(HttpMethod.Post, "share-group-types", $$$"""{"share_group_type":{"name":"g","share_types":["{{{type}}}"]}}""", ShareHost.Admin);
        var kind = (await host.JsonAsync(HttpMethod.Get, "share-group-types"))["share_group_types"]![0]!["id"]!.GetValue<string>();
        var group = await GroupAsync(host, $"\"share_group_type_id\":\"{kind}\"");
        await host.CreateAsync($"\"share_group_id\":\"{group}\"");
        Assert.Equal(409, await host.StatusAsync(HttpMethod.Delete, $"share-groups/{group}"));

        var made = await host.JsonAsync(HttpMethod.Post, "share-group-snapshots", $$$"""{"share_group_snapshot":{"share_group_id":"{{{group}}}"}}""");
        var snapshot = made["share_group_snapshot"]!["id"]!.GetValue<string>();
        await host.UntilAsync($"share-group-snapshots/{snapshot}", "share_group_snapshot", "status", "available");
        var again = await GroupAsync(host, $"\"source_share_group_snapshot_id\":\"{snapshot}\"");
        Assert.Single((await host.JsonAsync(HttpMethod.Get, $"shares?share_group_id={again}"))["shares"]!.AsArray());

        Assert.Equal(202, await host.StatusAsync(HttpMethod.Delete, $"share-group-snapshots/{snapshot}"));
        await host.UntilGoneAsync($"share-group-snapshots/{snapshot}");
        Assert.Empty((await host.JsonAsync(HttpMethod.Get, "snapshots"))["snapshots"]!.AsArray());
    }

    private static async Task<string> SnapshotAsync(ShareHost host, string share)
    {
        var made = await host.JsonAsync(HttpMethod.Post, "snapshots", $$$"""{"snapshot":{"share_id":"{{{share}}}"}}""");
        var id = made["snapshot"]!["id"]!.GetValue<string>();
        await host.UntilAsync($"snapshots/{id}", "snapshot", "status", "available");
        return id;
    }

    private static async Task<string> GroupAsync(ShareHost host, string attributes)
    {
        var id = (await host.JsonAsync(HttpMethod.Post, "share-groups", "{\"share_group\":{" + attributes + "}}"))["share_group"]!["id"]!.GetValue<string>();
        await host.UntilAsync($"share-groups/{id}", "share_group", "status", "available");
        return id;
    }
}
