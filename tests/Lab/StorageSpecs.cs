using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Instances;
using Naru.Lab.Topology;

namespace Naru.Lab.Specs;

/// <summary>What instances keep, and what they do not: volumes on another host, ephemeral disks, and a share of two at once.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class StorageSpecs : IAsyncLifetime
{
    private const string Name = "storage-specs";
    private static readonly InstanceRequest First = new("keeper", "compute-1") { Network = CourseTopology.Internal.Name, Flavor = "m1.small" };
    private static readonly InstanceRequest Second = new("heir", "compute-2") { Network = CourseTopology.Internal.Name, Flavor = "m1.small" };

    private CloudClient _cloud = null!;
    private LabInstances _instances = null!;

    public async Task InitializeAsync()
    {
        if (CloudFixture.Program is null)
            return;
        _cloud = await CloudFixture.SignInAsync();
        _instances = new LabInstances(CloudFixture.Directory, _cloud);
    }

    public async Task DisposeAsync()
    {
        if (CloudFixture.Program is null)
            return;
        foreach (var name in (string[])[First.Name, Second.Name])
            await _instances.RemoveAsync(name, default);
        await new CloudVolumes(_cloud).RemoveAsync(Name, default);
        await new CloudShares(_cloud).RemoveAsync(Name, default);
        _cloud.Dispose();
    }

    [CloudFact]
    public async Task Bytes_of_a_volume_outlive_the_instance_that_wrote_them_and_are_seen_on_another_host_and_those_of_its_ephemeral_disk_do_not()
    {
        var volumes = new CloudVolumes(_cloud);
        var volume = (await volumes.EnsureAsync(Name, 1, default)).Unwrap();
        var first = await StartAsync(First);
        (await volumes.AttachAsync(volume, first.Id, default)).Unwrap();
        // vda is the root disk and vdb the ephemeral one, which is at /mnt.
        await InAsync(First, "mkfs.ext4 /dev/vdc >/dev/null; mkdir /volume; mount /dev/vdc /volume; echo kept >/volume/letter; echo lost >/mnt/letter; umount /volume");
        Assert.Equal("lost", await InAsync(First, "cat /mnt/letter"));
        (await _instances.RemoveAsync(First.Name, default)).Unwrap();
        (await volumes.FreeAsync(volume, default)).Unwrap();

        var second = await StartAsync(Second);
        (await volumes.AttachAsync(volume, second.Id, default)).Unwrap();
        Assert.Equal("kept", await InAsync(Second, "mkdir /volume; mount /dev/vdc /volume; cat /volume/letter; umount /volume"));
        Assert.Contains("nbd-", await CloudFixture.OnAsync(Second.Host, "mount"), StringComparison.Ordinal);

        await StartAsync(First);
        Assert.Equal("none", await InAsync(First, "cat /mnt/letter 2>/dev/null || echo none"));

        (await volumes.DetachAsync(volume, second.Id, default)).Unwrap();
        Assert.DoesNotContain("nbd-", await CloudFixture.OnAsync(Second.Host, "mount"), StringComparison.Ordinal);
    }

    [CloudFact]
    public async Task Two_instances_on_two_hosts_use_a_share_at_the_same_time()
    {
        var shares = new CloudShares(_cloud);
        (await shares.EnsureAsync(Name, 1, OutsideWorld.ProviderPrefix, default)).Unwrap();
        await StartAsync(First);
        await StartAsync(Second);
        await Task.WhenAll(WriteAsync(First), WriteAsync(Second));
        Assert.Equal(Second.Name, await ReadAsync(First, Second.Name));
        Assert.Equal(First.Name, await ReadAsync(Second, First.Name));

        async Task WriteAsync(InstanceRequest who) =>
            await InAsync(who, $"echo {who.Name} >/tmp/own; nfs-cp /tmp/own '{(await shares.UrlAsync(Name, $"/{who.Name}", default)).Unwrap()}'");

        async Task<string> ReadAsync(InstanceRequest who, string file) =>
            await InAsync(who, $"nfs-cat '{(await shares.UrlAsync(Name, $"/{file}", default)).Unwrap()}'");
    }

    [CloudFact]
    public async Task Whatever_becomes_of_server_and_agent_a_volume_is_attached_or_free_in_the_end_and_nothing_of_it_stays_on_the_host()
    {
        var volumes = new CloudVolumes(_cloud);
        var volume = (await volumes.EnsureAsync(Name, 1, default)).Unwrap();
        var instance = await StartAsync(First);
        for (var round = 0; round < 4; round++)
        {
            var losesServer = round % 2 == 0;
            var attaching = volumes.AttachAsync(volume, instance.Id, default);
            await KillAsync(losesServer);
            var attached = await attaching;
            // With the server the request may be lost, or its answer; with an agent neither is.
            if (!losesServer)
                attached.Unwrap();
            if (!(await volumes.SettledAsync(volume, default)).Unwrap())
                continue;
            var detaching = volumes.DetachAsync(volume, instance.Id, default);
            await KillAsync(!losesServer);
            if (!(await detaching).Succeeded)
                (await volumes.DetachAsync(volume, instance.Id, default)).Unwrap();
        }
        Assert.Equal("", await CloudFixture.OnAsync(First.Host, $"mount | grep nbd-{volume} || true"));
        Assert.Equal("", await CloudFixture.OnAsync(First.Host, $"cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' | grep -o 'nbdfuse [^ ]*{volume}' || true"));
        Assert.Equal("", await CloudFixture.OnAsync(First.Host, $"cat /sys/block/loop*/loop/backing_file 2>/dev/null | grep {volume} || true"));
    }

    private static async Task KillAsync(bool killsServer)
    {
        var state = CloudFixture.State;
        if (killsServer)
            CloudFixture.Kill(state.Server);
        CloudFixture.Kill(state.Hosts.First(host => host.Host.Name == First.Host).Agent);
        Assert.Equal(0, (await CloudFixture.RepairAsync()).ExitCode);
    }

    private async Task<InstanceState> StartAsync(InstanceRequest request)
    {
        var instance = (await _instances.StartAsync(request, default)).Unwrap();
        (await _instances.WaitAsync(instance, default)).Unwrap();
        return instance;
    }

    private static async Task<string> InAsync(InstanceRequest instance, string script) =>
        (await LabTargets.Inside(CloudFixture.Directory, instance.Name).Unwrap().MustRunAsync(["sh", "-euc", script], default)).Trim();
}
