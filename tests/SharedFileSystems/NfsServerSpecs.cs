using Microsoft.Extensions.Logging.Abstractions;
using Naru.SharedFileSystems.Local;

namespace Naru.SharedFileSystems.Specs;

/// <summary>Shares on share servers, over NFS with a real client in their network and one elsewhere.</summary>
public sealed class NfsServerSpecs(NfsNetwork network) : IClassFixture<NfsNetwork>
{
    [NfsFact]
    public async Task A_server_whose_id_nobody_knows_is_ended_all_the_same()
    {
        var directory = Directory.CreateTempSubdirectory("naru-nfs-spec-").FullName;
        var server = new NfsServer(directory, network.Namespace, NullLogger.Instance);
        File.WriteAllText(server.Configuration, GaneshaText.Of(NfsNetwork.Address, Directory.CreateDirectory(Path.Combine(directory, "recovery")).FullName, []));
        Assert.True((await server.EnsureAsync(default)).Unwrap());
        // So it is when whoever started it went before it had written its id.
        File.Delete(Path.Combine(directory, "ganesha.pid"));

        await new NfsServer(directory, network.Namespace, NullLogger.Instance).StopAsync();

        Assert.DoesNotContain(directory, Processes(), StringComparison.Ordinal);
        Directory.Delete(directory, recursive: true);
    }

    [NfsFact]
    public async Task A_share_on_a_share_server_is_there_for_its_network_alone_outlives_whatever_is_lost_and_leaves_nothing()
    {
        using var ports = new NamespacePorts();
        string directory;
        await using (var host = await ShareHost.StartAsync(ports, NfsNetwork.Address, network.Namespace))
        {
            directory = host.Directory;
            await host.JsonAsync(HttpMethod.Post, "types", """{"share_type":{"name":"servers","extra_specs":{"driver_handles_share_servers":"True","snapshot_support":"True"}}}""", ShareHost.Admin);
            var place = (await host.JsonAsync(HttpMethod.Post, "share-networks", """{"share_network":{"neutron_net_id":"net","neutron_subnet_id":"subnet"}}"""))["share_network"]!["id"]!.GetValue<string>();
            var share = await host.CreateAsync($"\"share_type\":\"servers\",\"share_network_id\":\"{place}\"");
            var path = await host.PathAsync(share);
            Assert.StartsWith($"{NamespacePorts.Address}:/", path, StringComparison.Ordinal);
            Assert.Null(Read(path));
            await host.AllowAsync(share, "10.99.85.0/24");
            Write(path, "kept");
            Assert.Equal("kept", Read(path));

            // The host's own address has other shares, and this one is not among them.
            var own = await host.CreateAsync();
            await host.AllowAsync(own, NfsNetwork.FirstClient);
            await host.AllowAsync(share, NfsNetwork.FirstClient);
            var ownPath = await host.PathAsync(own);
            Assert.NotNull(network.Nfs(NfsNetwork.FirstClient, "nfs-ls", NfsNetwork.Url(ownPath)));
            Assert.Null(network.Nfs(NfsNetwork.FirstClient, "nfs-ls", NfsNetwork.Url(ownPath.Replace(own, share, StringComparison.Ordinal).Replace(host.InstanceOf(own), host.InstanceOf(share), StringComparison.Ordinal))));

            NfsNetwork.Execute("sh", "-c", $"kill -9 $(cat {directory}/servers/{ports.Last}/ganesha.pid)");
            Assert.Equal("kept", ReadSoon(path));
            ports.Make(ports.Last);
            Assert.Equal("kept", ReadSoon(path));
            await host.RestartAsync(() => ports.Make(ports.Last));
            Assert.Equal("kept", ReadSoon(path));

            Assert.Equal(202, await host.StatusAsync(HttpMethod.Delete, $"shares/{share}"));
            await host.UntilGoneAsync($"shares/{share}");
            Assert.Equal(202, await host.StatusAsync(HttpMethod.Delete, $"share-networks/{place}"));
            await host.UntilGoneAsync($"share-servers/{ports.Last}", ShareHost.Admin);
            Assert.Empty(Directory.GetDirectories(Path.Combine(directory, "servers")));
            Assert.DoesNotContain($"servers/{ports.Last}", Processes(), StringComparison.Ordinal);
        }
        // The kernel takes the mounts of a process down after it has ended.
        var devices = LoopDevices();
        for (var end = DateTime.UtcNow + TimeSpan.FromSeconds(20); devices.Contains(directory, StringComparison.Ordinal) && DateTime.UtcNow < end; devices = LoopDevices())
            await Task.Delay(50);
        Assert.DoesNotContain(directory, devices, StringComparison.Ordinal);
        Assert.DoesNotContain(directory, Processes(), StringComparison.Ordinal);

        void Write(string path, string text)
        {
            var file = Path.GetTempFileName();
            File.WriteAllText(file, text);
            NfsNetwork.Execute("ip", "netns", "exec", ports.Client, "nfs-cp", file, NfsNetwork.Url(path, "/file"));
            File.Delete(file);
        }

        string? Read(string path)
        {
            var (code, output) = NfsNetwork.Execute("ip", "netns", "exec", ports.Client, "timeout", "5", "nfs-cat", NfsNetwork.Url(path, "/file"));
            return code == 0 ? output.Trim() : null;
        }

        string? ReadSoon(string path)
        {
            string? read = null;
            for (var end = DateTime.UtcNow + TimeSpan.FromMinutes(1); read is null && DateTime.UtcNow < end;)
                read = Read(path);
            return read;
        }
    }

    private static string LoopDevices() => NfsNetwork.Execute("losetup", "--list").Output;

    private static string Processes() => NfsNetwork.Execute("ps", "axww").Output;
}
