using System.Text;
using Naru.Agent.Instances;
using Naru.Agent.Instances.Disks;
using Naru.NodeContract;

namespace Naru.Agent.Specs.Instances;

/// <summary>A virtual machine goes from one host to another while it runs; the test says what the server would.</summary>
public sealed class LiveMoveSpecs
{
    // How long it runs, and what of two files is on its disks when they are really read.
    private const string Beats = """
        #!/bin/sh
        dd if=/dev/urandom of=/root/bytes bs=64k count=32
        sync
        while :; do
            echo 3 >/proc/sys/vm/drop_caches
            echo "beat $(cut -d. -f1 /proc/uptime) $(md5sum </root/bytes | cut -c1-32)" >/dev/console
            sleep 1
        done &
        """;

    [MachineFact]
    public async Task It_goes_with_memory_and_disks_and_stays_whole_where_it_is_whenever_it_is_taken_back()
    {
        await using var source = new LightHost();
        await using var target = new LightHost();
        var instance = source.New(source.Tar) with
        {
            Flavor = new NodeFlavor("m1.machine", 1, 96, 1, [1], 0) { Specs = [new NodeKeyValue("naru:driver", "qemu")] },
            UserData = Convert.ToBase64String(Encoding.UTF8.GetBytes(Beats)),
            HasConfigDrive = true,
        };
        source.Want(instance);
        await source.RunsAsync(instance);
        var begun = await BeatAsync(source, instance.Id, 0);

        // Taken back in the middle, by agents that have not begun it.
        await BeginAsync("first", source, target, instance);
        await source.RestartAgentAsync();
        await target.RestartAgentAsync();
        var later = await StaysAsync(source, target, instance, begun);

        // Taken back in the last moment.
        await BeginAsync("second", source, target, instance);
        await ArrivesAsync(target, instance);
        later = await StaysAsync(source, target, instance, later);

        // The one that was to take it is lost.
        await BeginAsync("third", source, target, instance);
        target.End(instance.Id);
        await target.UntilAsync(instance.Id, state => state.Arrival is { Fault.Length: > 0 });
        later = await StaysAsync(source, target, instance, later);

        await BeginAsync("fourth", source, target, instance);
        await source.RestartAgentAsync();
        await target.RestartAgentAsync();
        await ArrivesAsync(target, instance);
        target.Want(instance);
        source.Want();
        await target.RunsAsync(instance);
        await source.UntilAsync(instance.Id, state => state.Power is null);
        Assert.Empty(source.Left(instance.Id));
        var arrived = await BeatAsync(target, instance.Id, later.Uptime);
        Assert.Equal(begun.Sum, arrived.Sum);
    }

    private static async Task BeginAsync(string migration, LightHost source, LightHost target, NodeInstance instance)
    {
        source.Want(instance with { Departure = new NodeDeparture(migration) });
        var machine = (await source.UntilAsync(instance.Id, state => state.Departure is { Machine.Length: > 0 } said && said.MigrationId == migration)).Departure!.Machine;
        // The config drive is only read, and comes by the server.
        var packed = $"{source.Files(instance.Id).Directory}/packed";
        Qcow2Writer.Pack(source.Files(instance.Id).ConfigDrive, packed);
        target.Bring(instance.Id, "disk.config", await File.ReadAllBytesAsync(packed));
        File.Delete(packed);
        target.Want(instance with { Arrival = new NodeArrival(migration, machine) });
        var ready = (await target.UntilAsync(instance.Id, state => state.Arrival is { } said && said.MigrationId == migration && said.MemoryAt.Length + said.Fault.Length > 0)).Arrival!;
        Assert.Equal("", ready.Fault);
        source.Want(instance with { Departure = new NodeDeparture(migration) { MemoryAt = ready.MemoryAt, DisksAt = ready.DisksAt } });
        await source.UntilAsync(instance.Id, state => state.Departure is { } said && said.MigrationId == migration && (said.DiskSent > 0 || said.Fault.Length > 0));
    }

    private static async Task ArrivesAsync(LightHost target, NodeInstance instance)
    {
        var state = await target.UntilAsync(instance.Id, state => state.Arrival is { HasArrived: true } or { Fault.Length: > 0 });
        Assert.Equal("", state.Arrival!.Fault);
    }

    private static async Task<(int Uptime, string Sum)> StaysAsync(LightHost source, LightHost target, NodeInstance instance, (int Uptime, string Sum) before)
    {
        source.Want(instance);
        target.Want();
        await target.UntilAsync(instance.Id, state => state.Power is null);
        Assert.Empty(target.Left(instance.Id));
        var now = await BeatAsync(source, instance.Id, before.Uptime);
        Assert.Equal(before.Sum, now.Sum);
        return now;
    }

    /// <summary>The next that it says, of a moment after one that is known.</summary>
    private static async Task<(int Uptime, string Sum)> BeatAsync(LightHost host, string id, int after)
    {
        for (var attempt = 0; attempt < 1200; attempt++)
        {
            var last = ConsoleLog.Read(host.Files(id), null).Split('\n').LastOrDefault(line => line.StartsWith("beat ", StringComparison.Ordinal) && line.EndsWith('\r'))?.Trim().Split(' ');
            if (last is [_, var uptime, var sum] && int.Parse(uptime) > after)
                return (int.Parse(uptime), sum);
            await Task.Delay(100);
        }
        Assert.Fail($"It says nothing: {ConsoleLog.Read(host.Files(id), 100)}");
        return default;
    }
}
