
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

    private Task<ShareHost> StartAsync() => ShareHost.StartAsync(NfsNetwork.Address, network.Namespace);

    private string? Read(string client, string path, string file) => network.Nfs(client, "nfs-cat", NfsNetwork.Url(path, file));

    private void Write(string client, string path, string file, string text) => Assert.True(TryWrite(client, path, file, text), $"{client} cannot write {path}{file}.");

    private bool TryWrite(string client, string path, string file, string text)
    {
        var source = Path.GetTempFileName();
        try
        {
            File.WriteAllText(source, text);
            // Whoever made a file of libnfs is the only one to read it, unless its mode says otherwise.
            return network.Nfs(client, "nfs-cp", source, NfsNetwork.Url(path, file)) is not null;
        }
        finally
        {
            File.Delete(source);
        }
    }
}
