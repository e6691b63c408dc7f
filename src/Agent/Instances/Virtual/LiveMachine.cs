using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Naru.Agent.Instances.Live;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Instances.Virtual;

/// <summary>A machine of QEMU that goes to another host, or has come from one (docs/interop/live-block-operations, docs/devel/migration of QEMU).</summary>
/// <remarks>
/// A translated machine (TCG) writes to its memory beside the thread that looks which pages were written, and on a busy host a page can be missed in that moment. So that moment is never while
/// it runs: it is halted while the sending begins, its memory is sent once while it runs, and what was written meanwhile when it is halted.
/// </remarks>
/// <param name="socket">Where this QEMU listens.</param>
/// <param name="isTranslated">It runs without the help of the processor.</param>
internal sealed class LiveMachine(string socket, bool isTranslated) : ILiveMachine
{
    private const string DiskPrefix = "disk-";
    private const int FirstPort = 49_152;
    private const int LastPort = 65_535;
    private const int Attempts = 20;

    /// <summary>How long QEMU may take to start.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>How long the last step is stayed with, before the server is listened to again.</summary>
    private static readonly TimeSpan SwitchPatience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan SwitchPause = TimeSpan.FromMilliseconds(5);

    public Result<MachineDescription> Describe(IReadOnlyDictionary<string, string> volumes, IEnumerable<MachineCard> cards)
    {
        if (!Slots().TryGet(out var slots, out var error)
            || !Machine("type").TryGet(out var type, out error)
            || !Machine("kernel").TryGet(out var kernel, out error)
            || !Tell("query-named-block-nodes", new JsonObject { ["flat"] = true }).TryGet(out var nodes, out error))
        {
            return error;
        }
        var volumeNodes = volumes.SelectMany(pair => NodesOf(pair.Key, pair.Value)).ToDictionary(known => known.Node);
        var disks = new List<MachineDisk>();
        foreach (var node in nodes.EnumerateArray())
        {
            var name = node.GetProperty("node-name").GetString()!;
            var (length, isReadOnly) = (node.GetProperty("image").GetProperty("virtual-size").GetInt64(), node.GetProperty("ro").GetBoolean());
            if (volumeNodes.TryGetValue(name, out var known))
                disks.Add(new MachineDisk(known.Name, "", known.Volume, length, isReadOnly, slots.GetValueOrDefault(known.Device)));
            else if (name.StartsWith(DiskPrefix, StringComparison.Ordinal) && name[DiskPrefix.Length..] is var disk)
                disks.Add(new MachineDisk(disk, Path.GetFileName(node.GetProperty("file").GetString() ?? ""), "", length, isReadOnly, slots.GetValueOrDefault(disk)));
        }
        return new MachineDescription(
            type.Replace("-machine", "", StringComparison.Ordinal), kernel.Length > 0, slots.GetValueOrDefault(MachinePlan.Random), [.. disks.OrderBy(disk => disk.Name, StringComparer.Ordinal)],
            [.. cards.Select(card => card with { Slot = slots.GetValueOrDefault(MachinePlan.CardOf(card.PortId)) })]);
    }

    public async Task<Result<(string MemoryAt, string DisksAt)>> ListenAsync(IpAddress address, MachineDescription machine, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; Tell("query-status").Error is { } away; waited += Pause)
        {
            if (waited > Patience)
                return away;
            await Task.Delay(Pause, cancellation);
        }
        var host = address.IsV4 ? address.ToString() : $"[{address}]";
        // Until it is allowed to run, its disks are the other's.
        if (!Enable("late-block-activate").Then(_ => Do("migrate-incoming", new JsonObject { ["uri"] = $"tcp:{host}:0" })).Then(_ => Tell("query-migrate")).TryGet(out var listening, out var refused))
            return refused;
        var memory = $"tcp:{host}:{listening.GetProperty("socket-address")[0].GetProperty("port").GetString()}";
        if (!machine.Moving.Any())
            return (memory, "");
        if (!Serve(address).TryGet(out var port, out refused))
            return refused;
        foreach (var disk in machine.Moving)
        {
            var export = new JsonObject { ["type"] = "nbd", ["id"] = disk.Name, ["node-name"] = DiskPrefix + disk.Name, ["name"] = disk.Name, ["writable"] = true };
            if (Do("block-export-add", export).Error is { } unserved)
                return unserved;
        }
        return (memory, $"{host}:{port}");
    }

    public Result<bool> HasArrived() => Tell("query-migrate").Then(Result<bool> (migration) => TextOf(migration, "status") switch
    {
        "completed" => true,
        "failed" => new Error(ErrorKind.Unavailable, "MachineLost", $"QEMU has not taken it: {TextOf(migration, "error-desc") ?? "the other end has gone"}."),
        _ => false,
    });

    public Result<Done> Close() => Do("nbd-server-stop") is { Error: { Type: not Qmp.Away } } ? Done.Ok : Do("query-status");

    public void Announce()
    {
        const int Milliseconds = 50;
        Do("announce-self", new JsonObject { ["initial"] = Milliseconds, ["max"] = 10 * Milliseconds, ["rounds"] = 5, ["step"] = 2 * Milliseconds });
    }

    public Result<NodeDepartureState> Depart(NodeDeparture departure, MachineDescription machine, Sending sending, Action<Sending> note)
    {
        if (!Tell("query-migrate").TryGet(out var migration, out var error) || !MirrorJob.All(socket).TryGet(out var jobs, out error))
            return error;
        var status = TextOf(migration, "status") ?? "none";
        if (jobs.FirstOrDefault(job => job.Error.Length > 0) is { } broken)
            return Fault($"Disk {broken.Disk} cannot be sent: {broken.Error}");
        if (sending is Sending.Yes && status is "failed" or "cancelled")
            return Fault($"Its memory cannot be sent: {TextOf(migration, "error-desc") ?? status}");
        var isGoing = status is "setup" or "active" or "device" or "pre-switchover";
        // It may have been this one that has ended, or one before.
        if (sending is Sending.About && !isGoing)
            return Fault("The agent of its host has ended in the moment when its memory was to be sent.");
        if (sending is Sending.About)
            note(Sending.Yes);
        var isUnderWay = isGoing || (sending is Sending.Yes && status == "completed");
        var step = !isUnderWay ? Send(departure, machine, jobs, note)
            : status == "pre-switchover" ? SwitchOver()
            : status == "active" ? Hold(departure.IsHurried, migration)
            : Done.Ok;
        if (step.Error is { } failed)
            return failed;
        var (hasMemory, memory) = (migration.TryGetProperty("ram", out var ram) && isUnderWay, ram);
        return new NodeDepartureState(departure.MigrationId, "", "")
        {
            MemoryTotal = hasMemory ? memory.GetProperty("total").GetInt64() : 0,
            MemorySent = hasMemory ? memory.GetProperty("transferred").GetInt64() : 0,
            MemoryLeft = hasMemory ? memory.GetProperty("remaining").GetInt64() : 0,
            DiskTotal = machine.Moving.Sum(disk => disk.Length),
            DiskSent = machine.Moving.Sum(disk => jobs.FirstOrDefault(job => job.Disk == disk.Name) is { } job ? Math.Min(job.Sent, disk.Length) : isUnderWay ? disk.Length : 0),
        };

        NodeDepartureState Fault(string reason) => new(departure.MigrationId, "", reason);
    }

    public Result<Done> Stay()
    {
        if (!Tell("query-migrate").TryGet(out var migration, out var error) || !MirrorJob.All(socket).TryGet(out var jobs, out error))
            return error;
        if (TextOf(migration, "status") is "setup" or "active" or "device" or "pre-switchover" or "cancelling")
        {
            Do("migrate_cancel");
            return Error.Conflict("StillSending", "Its memory is still being sent.");
        }
        foreach (var job in jobs)
        {
            if (!job.IsConcluded)
                job.Cancel(socket, isForced: true);
            else
                job.Dismiss(socket);
        }
        if (jobs.Count > 0)
            return Error.Conflict("StillSending", "Its disks are still being sent.");
        MirrorJob.Forget(socket);
        return Done.Ok;
    }

    // First the disks, and when all that is on them is there and what changes goes to both, the memory.
    private Result<Done> Send(NodeDeparture departure, MachineDescription machine, IReadOnlyList<MirrorJob> jobs, Action<Sending> note)
    {
        foreach (var disk in machine.Moving.Where(disk => jobs.All(job => job.Disk != disk.Name)))
        {
            if (MirrorJob.Begin(socket, disk.Name, DiskPrefix + disk.Name, departure.DisksAt).Error is { } unsent)
                return unsent;
        }
        if (jobs.Count < machine.Moving.Count() || jobs.Any(job => !job.IsReady))
            return Done.Ok;
        if (Enable("pause-before-switchover").Error is { } unable)
            return unable;
        // Pages are looked for whenever no more are left than can be sent in this time; so only once.
        if (isTranslated && Do("migrate-set-parameters", new JsonObject { ["downtime-limit"] = 0 }).Then(_ => Do("stop")).Error is { } running)
            return running;
        note(Sending.About);
        var begun = Do("migrate", new JsonObject { ["uri"] = departure.MemoryAt });
        if (begun.Error is not { Type: Qmp.Away })
            note(begun.Succeeded ? Sending.Yes : Sending.No);
        for (var clock = Stopwatch.StartNew(); begun.Succeeded && isTranslated && clock.Elapsed < SwitchPatience; Thread.Sleep(SwitchPause))
        {
            if (!Tell("query-migrate").TryGet(out var migration, out var error))
                return error;
            if (TextOf(migration, "status") is not "setup")
                return Hold(departure.IsHurried, migration);
        }
        return begun;
    }

    // While its memory is sent.
    private Result<Done> Hold(bool isHurried, JsonElement migration)
    {
        if (isHurried)
            return Do("stop");
        var hasBegun = migration.TryGetProperty("ram", out var ram) && ram.GetProperty("dirty-sync-count").GetInt64() > 0;
        return isTranslated && hasBegun && Tell("query-status").TryGet(out var run, out _) && TextOf(run, "status") == "paused" ? Do("cont") : Done.Ok;
    }

    // It is halted, and somebody misses it: what is left of its disks is sent without a pause, and then the rest of it.
    private Result<Done> SwitchOver()
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < SwitchPatience; Thread.Sleep(SwitchPause))
        {
            if (!MirrorJob.All(socket).TryGet(out var jobs, out var error))
                return error;
            if (jobs.Any(job => job.Error.Length > 0))
                return Done.Ok;
            if (jobs.Count == 0)
            {
                MirrorJob.Forget(socket);
                return Do("migrate-continue", new JsonObject { ["state"] = "pre-switchover" });
            }
            foreach (var job in jobs)
            {
                if (job.IsConcluded)
                    job.Dismiss(socket);
                else if (job.IsReady)
                    job.Cancel(socket, isForced: false);
            }
        }
        return Done.Ok;
    }

    private Result<int> Serve(IpAddress address)
    {
        var refused = Error.Invalid("");
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(FirstPort, LastPort);
            var listening = Do("nbd-server-start", new JsonObject
            {
                ["addr"] = new JsonObject
                {
                    ["type"] = "inet", ["data"] = new JsonObject { ["host"] = address.ToString(), ["port"] = port.ToString(CultureInfo.InvariantCulture) },
                },
            });
            if (listening.Error is null)
                return port;
            refused = listening.Error;
        }
        return refused;
    }

    /// <summary>The slots of the PCI bus, by the devices' names.</summary>
    private Result<Dictionary<string, int?>> Slots() => Tell("query-pci").Map(buses => buses.EnumerateArray().SelectMany(bus => bus.GetProperty("devices").EnumerateArray())
        .Where(device => device.GetProperty("qdev_id").GetString() is { Length: > 0 })
        .ToDictionary(device => device.GetProperty("qdev_id").GetString()!, device => (int?)device.GetProperty("slot").GetInt32()));

    private Result<string> Machine(string property) =>
        Tell("qom-get", new JsonObject { ["path"] = "/machine", ["property"] = property }).Map(value => value.GetString() ?? "");

    private Result<Done> Enable(string capability) => Do("migrate-set-capabilities", new JsonObject
    {
        ["capabilities"] = new JsonArray(new JsonObject { ["capability"] = capability, ["state"] = true }),
    });

    // A machine that was started before volumes had names of their own has them by their letters.
    private static IEnumerable<(string Node, string Name, string Volume, string Device)> NodesOf(string name, string volume)
    {
        var disk = new InstanceDisk(name, "", InstanceDiskKind.Volume) { VolumeId = volume };
        yield return (MachinePlan.NodeOf(disk), name, volume, MachinePlan.DeviceOf(disk));
        yield return (DiskPrefix + name, name, volume, name);
    }

    private static string? TextOf(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private Result<JsonElement> Tell(string command, JsonObject? arguments = null) => Qmp.Execute(socket, command, arguments, Qmp.LongPatience);

    private Result<Done> Do(string command, JsonObject? arguments = null) => Tell(command, arguments).Map(_ => default(Done));
}
