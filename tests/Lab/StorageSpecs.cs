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

    private async Task<InstanceState> StartAsync(InstanceRequest request)
    {
        var instance = (await _instances.StartAsync(request, default)).Unwrap();
        (await _instances.WaitAsync(instance, default)).Unwrap();
        return instance;
    }

    private static async Task<string> InAsync(InstanceRequest instance, string script) =>
        (await LabTargets.Inside(CloudFixture.Directory, instance.Name).Unwrap().MustRunAsync(["sh", "-euc", script], default)).Trim();
}
