using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Naru.Lab.Cloud;

namespace Naru.Lab.Specs;

/// <summary>A virtual machine goes from one host to another while it runs, is pinged, and is lost by nobody.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class LiveMigrationSpecs
{
    private const int BootSeconds = 90;
    private const int Pings = 300;

    /// <summary>As many as are sent in three seconds: what the move takes itself is a part of one.</summary>
    private const int Lost = 30;

    // How long it runs, and what is on its disk and on its volume when they are really read.
    private const string Beats = """
        #!/bin/sh
        dd if=/dev/urandom of=/root/bytes bs=64k count=32
        sync
        while :; do
            echo 3 >/proc/sys/vm/drop_caches
            echo "beat $(cut -d. -f1 /proc/uptime) $(md5sum </root/bytes | cut -c1-32) $([ -b /dev/vdb ] && dd if=/dev/vdb bs=64k count=16 2>/dev/null | md5sum | cut -c1-32)" >/dev/console
            [ -b /dev/vdb ] && [ ! -e /root/filled ] && dd if=/root/bytes of=/dev/vdb bs=64k count=16 && sync && touch /root/filled
            sleep 1
        done &
        """;

    [QemuFact]
    public async Task It_keeps_its_memory_disks_and_address_and_is_pinged_and_stays_whole_when_it_cannot_go()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var servers = new Servers(cloud, CloudFixture.Directory);
        var flavor = await servers.FlavorAsync("mover", 96, 1, 0, 0);
        await servers.SpecifyAsync(flavor, "naru:driver", "qemu");
        var described = await servers.DescribeAsync("mover", flavor, "internal");
        described["server"]!["security_groups"] = new JsonArray(new JsonObject { ["name"] = "web" });
        described["server"]!["availability_zone"] = "nova:compute-1";
        described["server"]!["user_data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Beats));
        var id = await servers.CreateAsync(described);
        await servers.UntilAsync(id, "ACTIVE");
        var address = await servers.AddressAsync(id);
        Assert.Equal("yes", await CloudFixture.OnAsync("vm1", $"for n in $(seq {BootSeconds}); do ping -c 1 -W 1 {address} >/dev/null && echo yes && break; done; true"));
        var volumes = new CloudVolumes(cloud);
        var volume = (await volumes.EnsureAsync("mover", 1, default)).Unwrap();
        (await volumes.AttachAsync(volume, id, default)).Unwrap();
        var before = await BeatAsync(servers, id, 0, words => words.Length == 4 && words[3].Length == 32);
        before = await BeatAsync(servers, id, before.Uptime + 3, words => words.Length == 4);

        // From the hybrid firewall to that of flows, and back.
        foreach (var host in new[] { "compute-2", "compute-1" })
        {
            var pinging = CloudFixture.OnAsync("vm1", $"ping -i 0.1 -c {Pings} -W 1 {address} | grep -c time=; true");
            await servers.ActAsync(id, "os-migrateLive", Anywhere());
            await servers.UntilAsync(id, "ACTIVE");
            Assert.Equal(host, await servers.HostAsync(id));
            Assert.Equal("completed", await servers.MoveAsync(id));
            var received = int.Parse(await pinging, CultureInfo.InvariantCulture);
            Assert.True(Pings - received <= Lost, $"{Pings - received} of {Pings} pings were lost.");
            var after = await BeatAsync(servers, id, before.Uptime, _ => true);
            Assert.Equal((before.Sum, before.Volume), (after.Sum, after.Volume));
            before = after;
            await IsOnlyOnAsync(servers, id, host);
        }

        // Whoever is killed in the middle: it runs on one host, and nothing of it is on another.
        foreach (var victim in new[] { "compute-1", "compute-2", "server" })
        {
            await servers.ActAsync(id, "os-migrateLive", Anywhere());
            await Task.Delay(500);
            CloudFixture.Kill(victim == "server" ? CloudFixture.State.Server : CloudFixture.State.Hosts.First(host => host.Host.Name == victim).Agent);
            Assert.Equal(0, (await CloudFixture.RepairAsync()).ExitCode);
            await servers.UntilAsync(id, "ACTIVE");
            var after = await BeatAsync(servers, id, before.Uptime, _ => true);
            Assert.Equal((before.Sum, before.Volume), (after.Sum, after.Volume));
            before = after;
            await IsOnlyOnAsync(servers, id, await servers.HostAsync(id));
            Assert.Equal("yes", await CloudFixture.OnAsync("vm1", $"ping -c 20 -i 0.5 -W 1 {address} | grep -q ' 0 received' && echo no || echo yes"));
        }

        (await volumes.DetachAsync(volume, id, default)).Unwrap();
        (await volumes.RemoveAsync("mover", default)).Unwrap();
        await servers.RemoveAsync(id);
        await servers.GoneAsync(id);
        Assert.Empty(servers.Traces(id));
    }

    private static JsonObject Anywhere() => new() { ["host"] = null, ["block_migration"] = true, ["disk_over_commit"] = false };

    private static async Task IsOnlyOnAsync(Servers servers, string id, string host)
    {
        Assert.True(await CloudFixture.BecomesTrueAsync(() => Task.FromResult(servers.Traces(id).All(trace => trace.Contains($"/{host}/", StringComparison.Ordinal) || trace.StartsWith("/sys/", StringComparison.Ordinal)))),
            string.Join('\n', servers.Traces(id)));
        var found = "";
        Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
        {
            (var code, found) = await CloudFixture.Lab.NaruAsync("doctor");
            return code == 0;
        }), found);
    }

    /// <summary>The next that it says, of a moment after one that is known.</summary>
    private static async Task<(int Uptime, string Sum, string Volume)> BeatAsync(Servers servers, string id, int after, Func<string[], bool> fits)
    {
        for (var attempt = 0; attempt < 120; attempt++)
        {
            var last = (await servers.ConsoleAsync(id)).Split('\n').LastOrDefault(line => line.StartsWith("beat ", StringComparison.Ordinal) && line.EndsWith('\r'))?.Trim().Split(' ') ?? [];
            if (last.Length >= 3 && int.Parse(last[1], CultureInfo.InvariantCulture) > after && fits(last))
                return (int.Parse(last[1], CultureInfo.InvariantCulture), last[2], last.Length > 3 ? last[3] : "");
            await Task.Delay(500);
        }
        Assert.Fail($"It says nothing new: {await servers.ConsoleAsync(id)}");
        return default;
    }
}
