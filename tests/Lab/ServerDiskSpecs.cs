using System.Text.Json.Nodes;
using Naru.Lab.Cloud;

namespace Naru.Lab.Specs;

/// <summary>Ephemeral disks: what is written is looked for after everything that can happen to a server.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class ServerDiskSpecs
{
    private const string Mark = "echo root > /root/mark; echo ephemeral > /mnt/mark; printf swap | dd of=/dev/vdc bs=1 seek=65536 2>/dev/null; sync";
    private const string Root = "cat /root/mark 2>/dev/null";
    private const string Ephemeral = "cat /mnt/mark 2>/dev/null";
    private const string Swap = "dd if=/dev/vdc bs=1 skip=65536 count=4 2>/dev/null";
    private const string Sizes = "awk 'NR>2 && $4 ~ /^vd[abc]$/{printf \"%s%s=%s\", s, $4, $3; s=\" \"}' /proc/partitions";

    [CloudFact]
    public async Task Disks_have_the_flavors_sizes_and_live_as_long_as_the_server()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var servers = new Servers(cloud, CloudFixture.Directory);
        var (small, large) = (await servers.FlavorAsync("disks.small", 64, 1, 1, 64), await servers.FlavorAsync("disks.large", 128, 2, 2, 128));
        var id = await servers.CreateAsync(await servers.DescribeAsync("disks", small, "internal"));
        await servers.UntilAsync(id, "ACTIVE");
        Assert.Equal("vda=1048576 vdb=1048576 vdc=65536", await Servers.InsideAsync(id, Sizes));

        // The size is the end, for the server and for nobody else.
        foreach (var (place, most) in new[] { ("/root/full", 1024), ("/mnt/full", 1024), ("/dev/vdc", 64) })
        {
            var said = await Servers.InsideAsync(id, $"dd if=/dev/zero of={place} bs=1M count=3000 2>&1");
            Assert.Contains("No space left on device", said);
            Assert.InRange(int.Parse(said.Split('\n').Single(line => line.EndsWith("records out", StringComparison.Ordinal)).Split('+')[0]), most * 9 / 10, most);
        }
        await Servers.InsideAsync(id, $"rm -f /root/full /mnt/full; {Mark}");

        await servers.ActAsync(id, "os-stop");
        await servers.UntilAsync(id, "SHUTOFF");
        await servers.ActAsync(id, "os-start");
        await servers.UntilAsync(id, "ACTIVE");
        await HasAsync(id, "root", "ephemeral", "swap");

        foreach (var way in new[] { "SOFT", "HARD" })
        {
            await servers.ActAsync(id, "reboot", new JsonObject { ["type"] = way });
            await servers.UntilAsync(id, "ACTIVE");
            await HasAsync(id, "root", "ephemeral", "swap");
        }

        await servers.ActAsync(id, "resize", new JsonObject { ["flavorRef"] = large });
        await servers.UntilAsync(id, "VERIFY_RESIZE");
        await servers.ActAsync(id, "confirmResize");
        await servers.UntilAsync(id, "ACTIVE");
        Assert.Equal("vda=2097152 vdb=2097152 vdc=131072", await Servers.InsideAsync(id, Sizes));
        Assert.Equal("2 2", await Servers.InsideAsync(id, "echo $(df -m / /mnt | awk 'NR>1 && $2>1900 && $2<=2048{print 2}')"));
        await HasAsync(id, "root", "ephemeral", "");

        await Servers.InsideAsync(id, Mark);
        await servers.ActAsync(id, "rebuild", new JsonObject { ["imageRef"] = (await new CloudServers(cloud).EnsureImageAsync(default)).Unwrap() });
        await servers.UntilAsync(id, "ACTIVE");
        await HasAsync(id, "", "ephemeral", "swap");

        await servers.RemoveAsync(id);
        await servers.GoneAsync(id);
        Assert.Empty(servers.Traces(id));
    }

    [CloudFact]
    public async Task A_host_that_crashes_keeps_the_disks_of_a_server_and_removes_those_of_one_that_was_deleted()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var servers = new Servers(cloud, CloudFixture.Directory);
        var flavor = await servers.FlavorAsync("disks.crash", 64, 1, 1, 64);
        var described = await servers.DescribeAsync("crash", flavor, "internal");
        described["server"]!["availability_zone"] = "nova:compute-2";
        var kept = await servers.CreateAsync(described);
        var deleted = await servers.CreateAsync(described);
        foreach (var id in new[] { kept, deleted })
        {
            await servers.UntilAsync(id, "ACTIVE");
            await Servers.InsideAsync(id, Mark);
        }

        // The agent ends, and after it the servers, as with the machine's power.
        CloudFixture.Kill(CloudFixture.State.Hosts.Single(host => host.Host.Name == "compute-2").Agent);
        Instances.InstanceProcesses.First(kept)!.Kill();
        await servers.RemoveAsync(deleted);
        Assert.Equal(0, (await CloudFixture.RepairAsync()).ExitCode);
        await servers.GoneAsync(deleted);
        Assert.True(await CloudFixture.BecomesTrueAsync(() => Task.FromResult(!servers.Traces(deleted).Any())), string.Join(' ', servers.Traces(deleted)));

        await servers.UntilAsync(kept, "SHUTOFF");
        await servers.ActAsync(kept, "os-start");
        await servers.UntilAsync(kept, "ACTIVE");
        await HasAsync(kept, "root", "ephemeral", "swap");
        await servers.RemoveAsync(kept);
        await servers.GoneAsync(kept);
        Assert.Empty(servers.Traces(kept));
    }

    private static async Task HasAsync(string id, string root, string ephemeral, string swap)
    {
        Assert.Equal(root, await Servers.InsideAsync(id, Root));
        Assert.Equal(ephemeral, await Servers.InsideAsync(id, Ephemeral));
        Assert.Equal(swap, (await Servers.InsideAsync(id, Swap)).Replace("\0", "", StringComparison.Ordinal));
    }
}
