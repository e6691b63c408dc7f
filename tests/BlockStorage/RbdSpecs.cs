using Naru.BlockStorage.Drivers.Rbd;
using Naru.Ceph.Specs;
using Naru.Primitives;

namespace Naru.BlockStorage.Specs;

/// <summary>Volumes in a pool of Ceph.</summary>
[Trait("Category", "Lab")]
public sealed class RbdSpecs(TinyCeph ceph) : IClassFixture<TinyCeph>
{
    private const int Page = 4096;

    [CephFact("rbd", "qemu-io", CephFactAttribute.QemuModule)]
    public async Task Snapshots_and_clones_keep_what_they_are_made_of_whichever_goes_first()
    {
        var pool = await PoolAsync("lifecycle");
        await using var host = await VolumeHost.StartAsync(rbd: pool);
        var volume = await host.CreateAsync();
        Assert.Equal("spec@rbd#rbd", (await host.JsonAsync(HttpMethod.Get, $"volumes/{volume}", token: VolumeHost.Admin))["volume"]!["os-vol-host-attr:host"]!.GetValue<string>());
        await WriteAsync(pool, volume, 'a');
        var snapshot = await host.SnapshotAsync(volume);
        await WriteAsync(pool, volume, 'b');
        var clone = await host.CreateAsync($"\"size\":2,\"snapshot_id\":\"{snapshot}\"");
        var copy = await host.CreateAsync($"\"size\":1,\"source_volid\":\"{volume}\"");
        await HoldsAsync(pool, clone, 'a');
        await HoldsAsync(pool, copy, 'b');
        Assert.Equal(2L << 30, await LengthAsync(pool, $"naru-volume-{clone}"));

        Assert.Equal(202, await host.StatusAsync(HttpMethod.Post, $"volumes/{volume}/action", $$$"""{"revert":{"snapshot_id":"{{{snapshot}}}"}}"""));
        await host.UntilAsync("volume", volume, "available");
        await HoldsAsync(pool, volume, 'a');
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Post, $"volumes/{volume}/action", """{"os-extend":{"new_size":3}}"""));
        await host.UntilAsync("volume", volume, "available");
        Assert.Equal(3L << 30, await LengthAsync(pool, $"naru-volume-{volume}"));

        await DeleteAsync(host, "snapshot", snapshot);
        await DeleteAsync(host, "volume", volume);
        await HoldsAsync(pool, clone, 'a');
        await HoldsAsync(pool, copy, 'b');
        await DeleteAsync(host, "volume", clone);
        await DeleteAsync(host, "volume", copy);
        // The snapshot was made of the first volume, the clone of the snapshot: each goes when nothing needs it any more.
        Assert.DoesNotContain(await NamesAsync(pool), name => !name.StartsWith("naru-owner-", StringComparison.Ordinal));
        Assert.Empty(await TrashAsync(pool));
    }

    [CephFact("rbd", "qemu-io", CephFactAttribute.QemuModule)]
    public async Task A_crash_leaves_nothing_and_what_is_not_the_servers_is_left_alone()
    {
        var pool = await PoolAsync("crash");
        await using var host = await VolumeHost.StartAsync(rbd: pool);
        var kept = await host.CreateAsync();
        await WriteAsync(pool, kept, 'k');
        foreach (var name in (string[])[$"naru-volume-{Guid.NewGuid()}", $"naru-incoming-volume-{Guid.NewGuid()}", "somebodys"])
            await RbdAsync(pool, "create", "--size", "1G", $"{pool.Pool}/{name}");
        // A clone that was begun has a snapshot of its source.
        await RbdAsync(pool, "snap", "create", "--no-progress", $"{pool.Pool}/naru-volume-{kept}@for-naru-incoming-volume-x");

        await host.RestartAsync();
        // It is swept beside the first requests.
        for (var end = DateTime.UtcNow + TimeSpan.FromMinutes(1); (await NamesAsync(pool)).Count > 3; await Task.Delay(100))
            Assert.True(DateTime.UtcNow < end, "What nobody names is still there.");
        Assert.Equal(["naru-owner", "naru-volume", "somebodys"], (await NamesAsync(pool)).Select(name => name.Split('-') is [var first, var second, ..] ? $"{first}-{second}" : name).Order(StringComparer.Ordinal));
        await HoldsAsync(pool, kept, 'k');
        await DeleteAsync(host, "volume", kept);
        Assert.Empty(await TrashAsync(pool));

        const string Managed = """{"volume":{"host":"spec@rbd#rbd","ref":{"source-name":"somebodys"}}}""";
        var id = (await host.JsonAsync(HttpMethod.Post, "manageable_volumes", Managed, VolumeHost.Admin))["volume"]!["id"]!.GetValue<string>();
        await host.UntilAsync("volume", id, "available", VolumeHost.Admin);
        Assert.Contains($"naru-volume-{id}", await NamesAsync(pool));
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Post, $"volumes/{id}/action", """{"os-unmanage":{}}""", VolumeHost.Admin));
        await host.UntilAsync("volume", id, "gone", VolumeHost.Admin);
        Assert.Contains($"volume-{id}", await NamesAsync(pool));
    }

    [CephFact("rbd", "qemu-io", CephFactAttribute.QemuModule)]
    public async Task Bytes_go_from_one_backend_to_another_and_through_a_backup()
    {
        var pool = await PoolAsync("across");
        await using var host = await VolumeHost.StartAsync(rbd: pool);
        await MakeTypeAsync(host, "files", "file");
        var volume = await host.CreateAsync();
        await WriteAsync(pool, volume, 'x');
        var file = await host.CreateAsync($"\"size\":1,\"volume_type\":\"files\",\"source_volid\":\"{volume}\"");
        Assert.Equal(new string('x', Page), host.Read(file, Page));
        Assert.Equal(Gibibyte.Bytes, host.Length(file));

        var backup = (await host.JsonAsync(HttpMethod.Post, "backups", $$$"""{"backup":{"volume_id":"{{{volume}}}"}}"""))["backup"]!["id"]!.GetValue<string>();
        await host.UntilAsync("backup", backup, "available");
        await WriteAsync(pool, volume, 'y');
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Post, $"backups/{backup}/restore", $$$"""{"restore":{"volume_id":"{{{volume}}}"}}"""));
        await host.UntilAsync("volume", volume, "available");
        await HoldsAsync(pool, volume, 'x');
        Assert.Equal(Gibibyte.Bytes, await LengthAsync(pool, $"naru-volume-{volume}"));
    }

    [CephFact("rbd", "qemu-io", CephFactAttribute.QemuModule)]
    public async Task The_pool_of_another_server_is_left_alone()
    {
        var pool = await PoolAsync("taken");
        await using var first = await VolumeHost.StartAsync(rbd: pool);
        var volume = await first.CreateAsync();
        await using var second = await VolumeHost.StartAsync(rbd: pool);
        var refused = (await second.JsonAsync(HttpMethod.Post, "volumes", """{"volume":{"size":1}}"""))["volume"]!["id"]!.GetValue<string>();
        await second.UntilAsync("volume", refused, "error");
        Assert.Equal(Gibibyte.Bytes, await LengthAsync(pool, $"naru-volume-{volume}"));
        Assert.Equal(2, (await NamesAsync(pool)).Count);
    }

    [CephFact("rbd")]
    public async Task A_pool_that_is_not_there_is_a_failure_and_not_a_volume_that_is_not_there()
    {
        var pool = await PoolAsync("there");
        Assert.Null(new RbdPool(pool).Length("naru-volume-x"));
        Assert.Throws<IOException>(() => new RbdPool(pool with { Pool = "nowhere" }).Length("naru-volume-x"));
    }

    private async Task<RbdOptions> PoolAsync(string name)
    {
        var options = new RbdOptions { Pool = name, Configuration = await ceph.ConfigurationAsync() };
        await ceph.MakePoolAsync(name);
        return options;
    }

    private static async Task MakeTypeAsync(VolumeHost host, string name, string backend)
    {
        var id = (await host.JsonAsync(HttpMethod.Post, "types", $$$"""{"volume_type":{"name":"{{{name}}}"}}""", VolumeHost.Admin))["volume_type"]!["id"]!.GetValue<string>();
        await host.JsonAsync(HttpMethod.Post, $"types/{id}/extra_specs", $$$"""{"extra_specs":{"volume_backend_name":"{{{backend}}}"}}""", VolumeHost.Admin);
    }

    private static async Task DeleteAsync(VolumeHost host, string kind, string id)
    {
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Delete, $"{kind}s/{id}"));
        await host.UntilAsync(kind, id, "gone");
    }

    private static Task WriteAsync(RbdOptions pool, string volume, char letter) => IoAsync(pool, volume, $"write -P {(int)letter} 0 {Page}");

    private static async Task HoldsAsync(RbdOptions pool, string volume, char letter) =>
        Assert.DoesNotContain("failed", await IoAsync(pool, volume, $"read -P {(int)letter} 0 {Page}"), StringComparison.Ordinal);

    private static Task<string> IoAsync(RbdOptions pool, string volume, string command) =>
        TinyCeph.RunAsync("qemu-io", "-f", "raw", "-c", command, $"rbd:{pool.Pool}/naru-volume-{volume}:id={pool.User}:conf={pool.Configuration}");

    private static async Task<long> LengthAsync(RbdOptions pool, string name)
    {
        using var document = System.Text.Json.JsonDocument.Parse(await RbdAsync(pool, "info", "--format", "json", $"{pool.Pool}/{name}"));
        return document.RootElement.GetProperty("size").GetInt64();
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(RbdOptions pool) => (await RbdAsync(pool, "ls", pool.Pool)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string> TrashAsync(RbdOptions pool) => (await RbdAsync(pool, "trash", "ls", pool.Pool)).Trim();

    private static Task<string> RbdAsync(RbdOptions pool, params string[] arguments) => TinyCeph.RunAsync("rbd", ["--conf", pool.Configuration!, .. arguments]);
}
