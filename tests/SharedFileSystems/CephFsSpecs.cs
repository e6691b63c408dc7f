using System.Globalization;
using System.Text.Json.Nodes;
using Naru.Ceph.Specs;
using Naru.Primitives;
using Naru.SharedFileSystems.Ceph;

namespace Naru.SharedFileSystems.Specs;

/// <summary>Shares in a file system of Ceph, which clients mount themselves.</summary>
[Trait("Category", "Lab")]
public sealed class CephFsSpecs(TinyCephFs ceph) : IClassFixture<TinyCephFs>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [CephFact(TinyCephFs.MetadataServer, TinyCephFs.Manager, TinyCephFs.Client)]
    public async Task Who_was_let_in_reads_and_writes_with_the_key_of_the_rule_until_it_is_taken_back_or_the_share_goes()
    {
        var (configuration, host) = await StartAsync("access");
        await using var ending = host;
        var share = await host.CreateAsync();
        var path = await host.PathAsync(share);
        Assert.Matches(@"^127\.0\.0\.1:\d+:/volumes/access/[-0-9a-f]+/[-0-9a-f]+$", path);
        var writer = await host.AllowAsync(share, "alice writes");
        await host.AllowAsync(share, "bob_reads", "ro");
        var (key, other) = (await KeyAsync(host, share, "alice writes"), await KeyAsync(host, share, "bob_reads"));

        await using var writing = await CephMount.MountAsync(configuration, "alice writes", key, path);
        await writing.DoAsync("echo bytes >file && sync");
        await using (var reading = await CephMount.MountAsync(configuration, "bob_reads", other, path))
        {
            Assert.Equal("bytes\n", await reading.DoAsync("cat file"));
            await reading.RefusedAsync("echo more >>file");
            await reading.RefusedAsync("rm file");
        }
        // More than the share's 1 GiB, by size and by a write behind its end.
        Assert.Contains("quota", await writing.RefusedAsync("truncate --size 2G large"));
        Assert.Contains("quota", await writing.RefusedAsync("dd if=/dev/zero of=large bs=1M seek=1500 count=1"));
        // The file system around the share is none of theirs, and a key of somebody else's is no key.
        await Assert.ThrowsAnyAsync<Exception>(() => CephMount.MountAsync(configuration, "alice writes", key, ":/"));
        await Assert.ThrowsAnyAsync<Exception>(() => CephMount.MountAsync(configuration, "alice writes", other, path));

        // Who was let in is known after a restart, too.
        await host.RestartAsync(() => { });
        Assert.Equal(key, await KeyAsync(host, share, "alice writes"));
        await host.ActAsync(share, $$$"""{"deny_access":{"access_id":"{{{writer}}}"}}""");
        await host.UntilGoneAsync($"share-access-rules/{writer}");
        await writing.RefusedAsync("echo late >>file");
        await Assert.ThrowsAnyAsync<Exception>(() => CephMount.MountAsync(configuration, "alice writes", key, path));
        var users = await CephAsync("auth", "ls");
        Assert.DoesNotContain("client.alice writes", users);
        Assert.Contains(other, users);

        // A share that is managed no more keeps its bytes.
        await host.ActAsync(share, """{"unmanage":null}""", ShareHost.Admin);
        await host.UntilGoneAsync($"shares/{share}");
        var pool = (await host.JsonAsync(HttpMethod.Get, "scheduler-stats/pools", token: ShareHost.Admin))["pools"]![0]!["name"]!.GetValue<string>();
        var manage = $$$"""{"share":{"service_host":"{{{pool}}}","export_path":"{{{path}}}","protocol":"cephfs"}}""";
        share = (await host.JsonAsync(HttpMethod.Post, "shares/manage", manage, ShareHost.Admin))["share"]!["id"]!.GetValue<string>();
        await host.UntilAsync($"shares/{share}", "share", "status", "available", ShareHost.Admin);
        Assert.Equal(1, (await host.JsonAsync(HttpMethod.Get, $"shares/{share}", token: ShareHost.Admin))["share"]!["size"]!.GetValue<int>());
        await host.AllowAsync(share, "carol", "ro", token: ShareHost.Admin);
        await using (var reading = await CephMount.MountAsync(configuration, "carol", await KeyAsync(host, share, "carol", ShareHost.Admin), path))
            Assert.Equal("bytes\n", await reading.DoAsync("cat file"));

        await DeleteAsync(host, $"shares/{share}", ShareHost.Admin);
        users = await CephAsync("auth", "ls");
        Assert.DoesNotContain("client.bob_reads", users);
        Assert.DoesNotContain("client.carol", users);
        Assert.Empty(await VolumesAsync("access"));
    }

    [CephFact(TinyCephFs.MetadataServer, TinyCephFs.Manager, TinyCephFs.Client)]
    public async Task A_share_is_made_of_a_snapshot_and_changes_its_size_under_its_clients()
    {
        var (configuration, host) = await StartAsync("sizes");
        await using var ending = host;
        var share = await host.CreateAsync();
        await host.AllowAsync(share, "erin");
        await using var mount = await CephMount.MountAsync(configuration, "erin", await KeyAsync(host, share, "erin"), await host.PathAsync(share));
        await mount.DoAsync("echo before >file && sync");
        var made = await host.JsonAsync(HttpMethod.Post, "snapshots", $$$"""{"snapshot":{"share_id":"{{{share}}}"}}""");
        var snapshot = made["snapshot"]!["id"]!.GetValue<string>();
        await host.UntilAsync($"snapshots/{snapshot}", "snapshot", "status", "available");
        await mount.DoAsync("echo after >file && sync");
        Assert.Equal("before\n", await mount.DoAsync("cat .snap/*/file"));
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, $"shares/{share}/action", $$$"""{"revert":{"snapshot_id":"{{{snapshot}}}"}}"""));

        var copy = await host.CreateAsync($"\"size\":2,\"snapshot_id\":\"{snapshot}\"");
        await host.AllowAsync(copy, "erin");
        await using (var second = await CephMount.MountAsync(configuration, "erin", await KeyAsync(host, copy, "erin"), await host.PathAsync(copy)))
        {
            Assert.Equal("before\n", await second.DoAsync("cat file"));
            Assert.Equal(2L << 30, await SizeAsync(second));
        }

        await ResizeAsync(host, share, "extend", 3, "available");
        await UntilAsync(async () => await SizeAsync(mount) == 3L << 30);
        await mount.DoAsync("truncate --size 2500M large && sync");
        await UntilAsync(async () => await UsedAsync(host, "sizes", share) > 2L << 30);
        await ResizeAsync(host, share, "shrink", 1, "shrinking_possible_data_loss_error");
        Assert.Equal(3, (await host.JsonAsync(HttpMethod.Get, $"shares/{share}"))["share"]!["size"]!.GetValue<int>());
        await mount.DoAsync("rm large && sync");
        await UntilAsync(async () => await UsedAsync(host, "sizes", share) < Gibibyte.Bytes);
        await ResizeAsync(host, share, "shrink", 1, "available");
        await UntilAsync(async () => await SizeAsync(mount) == Gibibyte.Bytes);
        Assert.Equal("after\n", await mount.DoAsync("cat file"));

        await DeleteAsync(host, $"snapshots/{snapshot}");
        await DeleteAsync(host, $"shares/{share}");
        await DeleteAsync(host, $"shares/{copy}");
        Assert.Empty(await VolumesAsync("sizes"));
    }

    [CephFact(TinyCephFs.MetadataServer, TinyCephFs.Manager, TinyCephFs.Client)]
    public async Task What_Ceph_cannot_do_or_must_not_is_refused()
    {
        var (_, host) = await StartAsync("refusals");
        await using var ending = host;
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, "shares", """{"share":{"share_proto":"nfs","size":1}}"""));
        var share = await host.CreateAsync();
        foreach (var (type, to) in ((string, string)[])[("ip", "192.0.2.1"), ("user", "dave"), ("cephx", "jane.doe"), ("cephx", "../dave"), ("cephx", "--dave"), ("cephx", "dävid")])
        {
            var json = $$$"""{"allow_access":{"access_type":"{{{type}}}","access_to":"{{{to}}}"}}""";
            Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, $"shares/{share}/action", json));
        }
        // Users that are there without having been named by this project.
        await host.AllowAsync(share, "admin", state: "error");
        await host.AllowAsync(share, "dave");
        var foreign = await host.CreateAsync(token: ShareHost.Other);
        await host.AllowAsync(foreign, "dave", state: "error", token: ShareHost.Other);

        const string Reverts = """{"share_type":{"name":"reverts","extra_specs":{"driver_handles_share_servers":"False","snapshot_support":"True","revert_to_snapshot_support":"True"}}}""";
        await host.JsonAsync(HttpMethod.Post, "types", Reverts, ShareHost.Admin);
        var impossible = (await host.JsonAsync(HttpMethod.Post, "shares", """{"share":{"share_proto":"cephfs","size":1,"share_type":"reverts"}}"""))["share"]!["id"]!.GetValue<string>();
        await host.UntilAsync($"shares/{impossible}", "share", "status", "error");
        var message = Assert.Single((await host.JsonAsync(HttpMethod.Get, "messages"))["messages"]!.AsArray());
        Assert.Contains("revert_to_snapshot_support", message!["user_message"]!.GetValue<string>());

        var pools = (await host.JsonAsync(HttpMethod.Get, "scheduler-stats/pools/detail", token: ShareHost.Admin))["pools"]!.AsArray();
        var capabilities = Assert.Single(pools)!["capabilities"]!;
        Assert.Equal("CEPHFS", capabilities["storage_protocol"]!.GetValue<string>());
        Assert.False(capabilities["revert_to_snapshot_support"]!.GetValue<bool>());
        Assert.InRange(capabilities["free_capacity_gb"]!.GetValue<double>(), 1, 4);
    }

    private async Task<(string Configuration, ShareHost Host)> StartAsync(string group)
    {
        var configuration = await ceph.FilesAsync();
        var options = new CephFsOptions { FileSystem = TinyCephFs.FileSystem, Group = group, User = "naru", Configuration = configuration };
        return (configuration, await ShareHost.StartAsync(options));
    }

    private static async Task<string> KeyAsync(ShareHost host, string share, string user, string token = ShareHost.Owner)
    {
        var rules = (await host.JsonAsync(HttpMethod.Get, $"share-access-rules?share_id={share}", token: token))["access_list"]!.AsArray();
        return rules.Single(rule => rule!["access_to"]!.GetValue<string>() == user)!["access_key"]!.GetValue<string>();
    }

    private static async Task ResizeAsync(ShareHost host, string share, string action, int gib, string status)
    {
        await host.ActAsync(share, $$$"""{"{{{action}}}":{"new_size":{{{gib}}}}}""");
        await host.UntilAsync($"shares/{share}", "share", "status", status);
    }

    private static async Task DeleteAsync(ShareHost host, string path, string token = ShareHost.Owner)
    {
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Delete, path, token: token));
        await host.UntilGoneAsync(path, token);
    }

    /// <summary>What a client is told that the share can hold, in bytes.</summary>
    private static async Task<long> SizeAsync(CephMount mount) =>
        long.Parse((await mount.DoAsync("df --block-size 1 --output=size .")).Split('\n')[1], CultureInfo.InvariantCulture);

    private async Task<long> UsedAsync(ShareHost host, string group, string share) => JsonNode.Parse(
        await CephAsync("fs", "subvolume", "info", TinyCephFs.FileSystem, host.InstanceOf(share), "--group_name", group, "--format", "json"))!["bytes_used"]!.GetValue<long>();

    private async Task<JsonArray> VolumesAsync(string group) =>
        JsonNode.Parse(await CephAsync("fs", "subvolume", "ls", TinyCephFs.FileSystem, "--group_name", group, "--format", "json"))!.AsArray();

    private async Task<string> CephAsync(params string[] arguments) => await TinyCeph.RunAsync("ceph", ["--conf", await ceph.FilesAsync(), .. arguments]);

    /// <summary>Metadata servers tell sizes, and clients learn of quotas, after a while.</summary>
    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end; await Task.Delay(500))
        {
            if (await isSo())
                return;
        }
        Assert.Fail("It did not come about.");
    }
}
