
namespace Naru.SharedFileSystems.Specs;

/// <summary>Shares over NFS with real clients.</summary>
public sealed class NfsSpecs(NfsNetwork network) : IClassFixture<NfsNetwork>
{
    private const string First = NfsNetwork.FirstClient;
    private const string Second = NfsNetwork.SecondClient;

    [NfsFact]
    public async Task Two_clients_use_a_share_at_the_same_time_and_others_do_not_find_it()
    {
        await using var host = await StartAsync();
        var share = await host.CreateAsync();
        var path = await host.PathAsync(share);
        Assert.Null(network.Nfs(First, "nfs-ls", NfsNetwork.Url(path)));

        await host.AllowAsync(share, First);
        var second = await host.AllowAsync(share, Second, "ro");
        Write(First, path, "/from-first", "one");
        Assert.Equal("one", Read(Second, path, "/from-first"));
        Assert.False(TryWrite(Second, path, "/from-second", "two"));

        await host.ActAsync(share, $$$"""{"deny_access":{"access_id":"{{{second}}}"}}""");
        await host.UntilGoneAsync($"share-access-rules/{second}");
        Assert.Null(Read(Second, path, "/from-first"));

        await host.AllowAsync(share, $"{Second}/32");
        Write(Second, path, "/from-second", "two");
        Assert.Equal("two", Read(First, path, "/from-second"));
    }

    [NfsFact]
    public async Task What_a_share_holds_outlives_a_killed_server_and_nothing_is_left_of_a_deleted_one()
    {
        string directory;
        await using (var host = await StartAsync())
        {
            directory = host.Directory;
            var share = await host.CreateAsync();
            var path = await host.PathAsync(share);
            await host.AllowAsync(share, First);
            Write(First, path, "/kept", "kept");
            Assert.Equal("kept", Read(First, path, "/kept"));

            Assert.Equal(202, await host.StatusAsync(HttpMethod.Delete, $"shares/{share}"));
            await host.UntilGoneAsync($"shares/{share}");
            Assert.Null(Read(First, path, "/kept"));
            Assert.Empty(System.IO.Directory.GetFiles(Path.Combine(directory, "volumes")));
            Assert.Empty(System.IO.Directory.GetDirectories(Path.Combine(directory, "mounts")));
            await host.CreateAsync();
        }
        Assert.DoesNotContain(directory, NfsNetwork.Execute("losetup", "--list").Output);
        Assert.DoesNotContain(directory, NfsNetwork.Execute("ps", "ax").Output);
    }

    [NfsFact]
    public async Task A_share_ends_where_its_size_ends_and_grows_and_shrinks_with_what_it_holds()
    {
        await using var host = await StartAsync();
        var share = await host.CreateAsync();
        var path = await host.PathAsync(share);
        await host.AllowAsync(share, First);
        Write(First, path, "/kept", "kept");

        Fill(host, path);
        Assert.False(TryWrite(First, path, "/more", "more"));

        await host.ActAsync(share, """{"extend":{"new_size":2}}""");
        await host.UntilAsync($"shares/{share}", "share", "status", "available");
        Write(First, path, "/more-room", "more");
        Fill(host, path);

        await host.ActAsync(share, """{"shrink":{"new_size":1}}""");
        await host.UntilAsync($"shares/{share}", "share", "status", "shrinking_possible_data_loss_error");
        // A share that was refused is exported again after its status says so.
        for (var attempt = 0; attempt < 1500 && Read(First, path, "/kept") is null; attempt++)
            await Task.Delay(20);
        Assert.Equal("kept", Read(First, path, "/kept"));
    }

    [NfsFact]
    public async Task A_snapshot_stays_what_it_was_is_mounted_read_only_and_gives_its_bytes_back()
    {
        await using var host = await StartAsync();
        var share = await host.CreateAsync();
        var path = await host.PathAsync(share);
        await host.AllowAsync(share, First);
        Write(First, path, "/before", "before");
        var snapshot = (await host.JsonAsync(HttpMethod.Post, "snapshots", $$$"""{"snapshot":{"share_id":"{{{share}}}"}}"""))["snapshot"]!["id"]!.GetValue<string>();
        await host.UntilAsync($"snapshots/{snapshot}", "snapshot", "status", "available");
        Write(First, path, "/after", "after");

        await host.JsonAsync(HttpMethod.Post, $"snapshots/{snapshot}/action", $$$"""{"allow_access":{"access_type":"ip","access_to":"{{{Second}}}"}}""");
        var place = (await host.JsonAsync(HttpMethod.Get, $"snapshots/{snapshot}/export-locations"))["share_snapshot_export_locations"]![0]!["path"]!.GetValue<string>();
        await host.UntilListedAsync($"snapshots/{snapshot}/access-list", "snapshot_access_list", "state", "active");
        Assert.Equal("before", Read(Second, place, "/before"));
        Assert.Null(Read(Second, place, "/after"));
        Assert.False(TryWrite(Second, place, "/new", "new"));

        var copy = await host.CreateAsync($"\"snapshot_id\":\"{snapshot}\"");
        await host.AllowAsync(copy, Second);
        Assert.Equal("before", Read(Second, await host.PathAsync(copy), "/before"));

        await host.ActAsync(share, $$$"""{"revert":{"snapshot_id":"{{{snapshot}}}"}}""");
        await host.UntilAsync($"shares/{share}", "share", "status", "available");
        Assert.Equal("before", Read(First, path, "/before"));
        Assert.Null(Read(First, path, "/after"));
    }

    [NfsFact]
    public async Task A_share_that_cannot_be_mounted_does_not_keep_the_others_from_their_clients()
    {
        await using var host = await StartAsync();
        var (broken, whole) = (await host.CreateAsync(), await host.CreateAsync());
        await host.AllowAsync(whole, First);
        await host.RestartAsync(() =>
        {
            using var image = new FileStream(Path.Combine(host.Directory, "volumes", $"{host.InstanceOf(broken)}.img"), FileMode.Open, FileAccess.Write);
            image.Write(new byte[1 << 20]);
        });
        var path = await host.PathAsync(whole);
        await host.AllowAsync(whole, Second);
        Write(Second, path, "/served", "served");
        Assert.Equal("served", Read(First, path, "/served"));

        var rule = (await host.JsonAsync(HttpMethod.Post, $"shares/{broken}/action", $$$"""{"allow_access":{"access_type":"ip","access_to":"{{{First}}}"}}"""))["access"]!["id"]!.GetValue<string>();
        await host.UntilAsync($"share-access-rules/{rule}", "access", "state", "error");
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Delete, $"shares/{broken}"));
        await host.UntilGoneAsync($"shares/{broken}");
        Assert.Equal("served", Read(First, path, "/served"));
    }

    private Task<ShareHost> StartAsync() => ShareHost.StartAsync(NfsNetwork.Address, network.Namespace);

    private string? Read(string client, string path, string file) => network.Nfs(client, "nfs-cat", NfsNetwork.Url(path, file));

    private void Write(string client, string path, string file, string text) => Assert.True(TryWrite(client, path, file, text), $"{client} cannot write {path}{file}.");

    /// <summary>Takes all the room of a share. (libnfs 4.0 writes no more than a page over NFSv4, so that a client would need an hour.)</summary>
    private static void Fill(ShareHost host, string path)
    {
        var server = File.ReadAllText(Path.Combine(host.Directory, "ganesha.pid")).Trim();
        var place = $"/proc/{server}/root{host.Directory}/mounts/{path[(path.LastIndexOf('/') + 1)..]}/filler-{Guid.NewGuid()}";
        Assert.NotEqual(0, NfsNetwork.Execute("fallocate", "-l", "3G", place).Code);
    }

    private bool TryWrite(string client, string path, string file, string text)
    {
        var source = Path.GetTempFileName();
        try
        {
            File.WriteAllText(source, text);
            return network.Nfs(client, "nfs-cp", source, NfsNetwork.Url(path, file)) is not null;
        }
        finally
        {
            File.Delete(source);
        }
    }
}
