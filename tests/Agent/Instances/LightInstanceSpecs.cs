using Naru.Agent.Instances;
using Naru.NodeContract;

namespace Naru.Agent.Specs.Instances;

public sealed class LightInstanceSpecs
{
    [LightFact]
    public async Task Its_root_disk_has_the_flavors_size_and_lives_until_it_is_rebuilt_or_deleted()
    {
        await using var host = new LightHost();
        var instance = host.New(host.Tar) with { Flavor = new NodeFlavor("m1.small", 1, 128, 1, [1], 16) };
        host.Want(instance);
        await host.RunsAsync(instance);
        var size = long.Parse(host.Run(instance.Id, "df -k / | awk 'NR==2{print $2}'"));
        Assert.InRange(size, 900_000, 1_048_576);
        Assert.InRange(long.Parse(host.Run(instance.Id, "df -k /mnt | awk 'NR==2{print $2}'")), 900_000, 1_048_576);
        Assert.Equal("vda 1048576 vdb 1048576 vdc 16384", host.Run(instance.Id, "awk 'NR>2{printf \"%s%s %s\", s, $4, $3; s=\" \"}' /proc/partitions"));
        host.Run(instance.Id, "echo kept > /root/file; echo too > /mnt/file");

        host.Want(instance = instance with { Boots = 2 });
        await host.RunsAsync(instance);
        Assert.Equal("kept\ntoo", host.Run(instance.Id, "cat /root/file /mnt/file"));

        host.Want(instance = instance with { Power = NodeInstancePower.Stopped });
        await host.RunsAsync(instance);
        host.Want(instance = instance with { Power = NodeInstancePower.Running });
        await host.RunsAsync(instance);
        Assert.Equal("kept", host.Run(instance.Id, "cat /root/file"));

        host.Want(instance = instance with { Builds = 2, Boots = 3 });
        await host.RunsAsync(instance);
        Assert.Contains("No such file", host.Run(instance.Id, "cat /root/file"));
        Assert.Equal("too", host.Run(instance.Id, "cat /mnt/file"));

        host.Want(instance = instance with { Boots = 4, Flavor = instance.Flavor with { RootGiB = 2 } });
        await host.RunsAsync(instance);
        Assert.InRange(long.Parse(host.Run(instance.Id, "df -k / | awk 'NR==2{print $2}'")), 1_900_000, 2_097_152);

        host.Want();
        await host.UntilAsync(instance.Id, state => state.Power is null);
        Assert.Empty(host.Left(instance.Id));
    }

    [LightFact]
    public async Task A_host_that_is_called_alike_has_nothing_of_it()
    {
        await using var host = new LightHost();
        await using var alike = new LightHost();
        var instance = host.New(host.Tar);
        host.Want(instance);
        await host.RunsAsync(instance);
        Assert.Contains(host.Found(), trace => trace.Kind is InstanceTraceKind.Group && trace.Owner == instance.Id);
        Assert.Empty(alike.Found());
    }

    [LightFact]
    public async Task It_sees_nothing_of_the_host()
    {
        await using var host = new LightHost();
        var instance = host.New(host.Tar);
        host.Want(instance);
        await host.RunsAsync(instance);
        Assert.Equal("vm1", host.Run(instance.Id, "hostname"));
        Assert.Equal("lo", host.Run(instance.Id, "ls /sys/class/net"));
        Assert.Equal("init", host.Run(instance.Id, "cat /proc/1/comm"));
        Assert.Equal("console fd full null ptmx pts random shm stderr stdin stdout tty urandom vda zero", host.Run(instance.Id, "echo $(ls /dev)"));
        Assert.Equal("1", host.Run(instance.Id, "grep -c ^processor /proc/cpuinfo"));
        Assert.Equal("65536", host.Run(instance.Id, "awk '/MemTotal/{print $2}' /proc/meminfo"));
        var uptime = host.Run(instance.Id, "cut -d. -f1 /proc/uptime");
        Assert.True(int.Parse(uptime) < int.Parse(File.ReadAllText("/proc/uptime").Split('.')[0]), $"It runs for {uptime} s.");
        // What its own first process has, and so everybody that comes from it.
        Assert.Equal("00000000a044bdfb 00000000a044bdfb 2", host.Run(instance.Id, "echo $(awk '/CapEff|CapBnd|Seccomp:/{print $2}' /proc/1/status)"));
        Assert.DoesNotContain("/tmp/naru-hostspecs", host.Run(instance.Id, "cat /proc/1/mountinfo"));
    }

    [LightFact]
    public async Task One_that_it_has_never_heard_of_is_said_to_be_gone()
    {
        await using var host = new LightHost();
        var instance = host.New(host.Tar) with { IsLeaving = true };
        host.Want(instance);
        await host.UntilAsync(instance.Id, state => state.Power is null);
        Assert.Empty(host.Left(instance.Id));
    }

    [LightFact]
    public async Task It_runs_on_while_the_agent_is_away_and_is_paused_and_resumed()
    {
        await using var host = new LightHost();
        var instance = host.New(host.Tar);
        host.Want(instance);
        await host.RunsAsync(instance);
        host.Run(instance.Id, "echo here > /run/mark");

        await host.RestartAgentAsync();
        await host.RunsAsync(instance);
        Assert.Equal("here", host.Run(instance.Id, "cat /run/mark"));

        host.Want(instance = instance with { Power = NodeInstancePower.Paused });
        await host.RunsAsync(instance);
        host.Want(instance = instance with { Power = NodeInstancePower.Running });
        await host.RunsAsync(instance);
        Assert.Equal("here", host.Run(instance.Id, "cat /run/mark"));
    }

    [LightFact]
    public async Task A_disk_of_zeros_runs_and_says_that_there_is_nothing_to_boot()
    {
        await using var host = new LightHost();
        var instance = host.New(host.Image("raw", new byte[1 << 20]));
        host.Want(instance);
        await host.RunsAsync(instance);
        for (var attempt = 0; attempt < 1500 && !ConsoleLog.Read(host.Files(instance.Id), null).Contains("No bootable device"); attempt++)
            await Task.Delay(20);
        Assert.Contains("No bootable device", ConsoleLog.Read(host.Files(instance.Id), null));

        host.Want(instance = instance with { Power = NodeInstancePower.Stopped });
        await host.RunsAsync(instance);
    }

    [LightFact]
    public async Task What_powers_itself_off_is_stopped_and_what_reboots_itself_runs_again()
    {
        await using var host = new LightHost();
        var instance = host.New(host.Tar);
        host.Want(instance);
        await host.RunsAsync(instance);
        var before = host.First(instance.Id);
        host.Run(instance.Id, "reboot");
        for (var attempt = 0; attempt < 1500 && (host.First(instance.Id) is not { } now || now == before); attempt++)
            await Task.Delay(20);
        await host.RunsAsync(instance);
        Assert.NotEqual(before, host.First(instance.Id));
        // It would be taken for one that powered itself off.
        Assert.DoesNotContain(host.Told(instance.Id).SkipWhile(state => state.Power is not NodeInstancePower.Running), state => state.Power is NodeInstancePower.Stopped);

        // Before that its first program does not listen to anybody.
        host.Run(instance.Id, "until pidof dropbear; do sleep 0.1; done");
        host.Run(instance.Id, "poweroff");
        await host.UntilAsync(instance.Id, state => state.Power is NodeInstancePower.Stopped);
    }

    [LightFact]
    public async Task An_image_of_its_root_disk_makes_another_one_like_it()
    {
        await using var host = new LightHost();
        var instance = host.New(host.Tar);
        host.Want(instance);
        await host.RunsAsync(instance);
        host.Run(instance.Id, "echo copied > /root/file");
        var image = Guid.NewGuid().ToString();
        host.Want(instance with { SnapshotImageIds = [image] });
        await host.UntilAsync(instance.Id, state => state.SnapshotImageIds.Items.Contains(image));

        var other = host.New(host.Delivered(image, "tar"));
        host.Want(instance, other);
        await host.RunsAsync(other);
        Assert.Equal("copied", host.Run(other.Id, "cat /root/file"));
        Assert.Equal("4755 root", host.Run(other.Id, "stat -c '%a %U' /bin/busybox"));
    }

    [LightFact]
    public async Task A_volume_is_attached_and_detached_while_it_runs()
    {
        await using var host = new LightHost();
        var instance = host.New(host.Tar);
        host.Want(instance);
        await host.RunsAsync(instance);
        var file = $"{host.Files(instance.Id).Directory}/../volume-{Guid.NewGuid():N}";
        File.WriteAllBytes(file, new byte[8 << 20]);
        var volume = new NodeInstanceVolume(Guid.NewGuid().ToString(), "/dev/vdb", $"file://{Path.GetFullPath(file)}", -1, false);
        host.Want(instance with { Volumes = [volume] });
        await host.UntilAsync(instance.Id, state => state.VolumeIds.Items.Contains(volume.Id));
        Assert.Equal("8192", host.Run(instance.Id, "awk '$4==\"vdb\"{print $3}' /proc/partitions"));
        Assert.Equal("1", host.Run(instance.Id, "mke2fs /dev/vdb >/dev/null 2>&1; mkdir -p /media; mount /dev/vdb /media && grep -c ' /media ' /proc/mounts && umount /media"));
        host.Run(instance.Id, "printf written > /dev/vdb; sync");

        host.Want(instance);
        await host.UntilAsync(instance.Id, state => state.VolumeIds.IsEmpty);
        Assert.Contains("No such file", host.Run(instance.Id, "ls /dev/vdb"));
        Assert.StartsWith("written", System.Text.Encoding.ASCII.GetString(File.ReadAllBytes(file)[..16]));
    }

    [LightFact]
    public async Task An_agent_that_ends_at_any_moment_leaves_nothing_half_made()
    {
        await using var host = new LightHost();
        var instances = Enumerable.Range(0, 5).Select(_ => host.New(host.Tar)).ToArray();
        host.Want(instances);
        foreach (var moment in new[] { 5, 400, 30, 90, 200 })
        {
            await Task.Delay(moment);
            await host.RestartAgentAsync();
        }
        foreach (var instance in instances)
        {
            await host.RunsAsync(instance);
            Assert.Equal("vm1", host.Run(instance.Id, "hostname"));
        }

        host.Want();
        foreach (var moment in new[] { 5, 20, 60 })
        {
            await Task.Delay(moment);
            await host.RestartAgentAsync();
        }
        foreach (var instance in instances)
        {
            for (var attempt = 0; attempt < 1500 && host.Left(instance.Id).Any(); attempt++)
                await Task.Delay(20);
            Assert.Empty(host.Left(instance.Id));
        }
    }
}
