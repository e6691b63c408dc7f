using System.Collections.Concurrent;
using Naru.Agent.Instances.Disks;
using Naru.Agent.Instances.Kernel;
using Naru.Agent.Instances.Plugging;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Instances.Namespaced;

/// <summary>Runs instances as processes of the host's kernel, in namespaces of their own; see docs/instances.md.</summary>
/// <param name="busybox">A static busybox, for what has no system on its disk; null: such instances do not start.</param>
/// <param name="filesOf">Where an instance is kept.</param>
/// <param name="mark">This host's, in the names of control groups; see <see cref="InstanceDirectory.MarkOf"/>.</param>
internal sealed class NamespaceDriver(string? busybox, Func<string, InstanceFiles> filesOf, string mark, InstancePlugs plugs) : IInstanceDriver
{
    private const int AskToPowerOff = 30;
    private const int HangUp = 1;

    // The programs that a kernel tries, in its order (init/main.c of Linux).
    private static readonly string[] Inits = ["/sbin/init", "/etc/init", "/bin/init", "/bin/sh"];

    private const string Firmware = "trap 'exit 0' PWR; echo; echo 'Booting from hard disk...'; echo 'No bootable device.'; while :; do /bin/busybox sleep 86400 & wait; done";

    /// <summary>First processes that this agent has started, by instance: what they ended with is told to their parent only.</summary>
    private readonly ConcurrentDictionary<string, int> _children = [];
    private readonly ConcurrentDictionary<string, bool> _reboots = [];

    /// <summary>What a child ended with is told once: whoever looks at the same time waits until it is written down.</summary>
    private readonly Lock _reaping = new();

    private readonly MountRequests _mounts = new();

    public string Name => "namespace";

    public NodeInstancePower Look(string id)
    {
        if (!IsOn(id))
            return NodeInstancePower.Stopped;
        return GroupOf(id).IsFrozen ? NodeInstancePower.Paused : NodeInstancePower.Running;
    }

    // What ends has left its group before it tells with what, and is on until then: whether it wants to be started again would not be known.
    public bool IsOn(string id) => HasUnreaped(id) || GroupOf(id).First() is not null;

    public void Serve(string id)
    {
        if (GroupOf(id).First() is { } first)
            _mounts.Serve(id, first);
    }

    public bool WantsReboot(string id) => _reboots.ContainsKey(id);

    public async Task<Result<Done>> StartAsync(InstanceStart start, CancellationToken cancellation)
    {
        _reboots.TryRemove(start.Instance.Id, out _);
        Result<int> started = default;
        foreach (var init in Inits)
        {
            started = await TryAsync(start, disks => CellDisk.RootOn(start.Disks[0].Source).Map(root => PlanOf(start, disks, root) with { Init = init }), cancellation);
            if (!IsNotBootable(started.Error))
                break;
        }
        // A machine whose disk holds nothing to boot is on all the same, and says so.
        if (IsNotBootable(started.Error) && busybox is not null)
            started = await TryAsync(start, disks => FirmwareOf(start, disks, busybox), cancellation);
        if (!started.TryGet(out var pid, out var error))
            return error;
        _children[start.Instance.Id] = pid;
        return Done.Ok;
    }

    public void AskToEnd(string id)
    {
        var group = GroupOf(id);
        if (group.IsFrozen)
            group.Thaw();
        if (group.First() is { } first)
            Libc.Kill(first, AskToPowerOff);
    }

    public async Task<Result<Done>> EndAsync(string id, CancellationToken cancellation)
    {
        var group = GroupOf(id);
        var killed = await group.KillAsync(cancellation);
        if (!killed.Succeeded)
            return killed;
        if (_children.TryRemove(id, out var child))
            Libc.Wait(child, out _, Libc.DoNotWait);
        _reboots.TryRemove(id, out _);
        _mounts.Forget(id);
        LoopDevice.ClearAll([$"{filesOf(id).Directory}/", .. VolumeConnections.Sources(filesOf(id))]);
        return await group.RemoveAsync(cancellation);
    }

    public Result<Done> Pause(string id) => GroupOf(id).Freeze();

    public Result<Done> Resume(string id) => GroupOf(id).Thaw();

    public Result<Done> Connect(string id, InstanceCable cable, string name)
    {
        if (GroupOf(id).First() is not { } first)
            return Error.Conflict("NotRunning", $"Instance {id} does not run.");
        if (!NetworkNamespace.OfProcess(first).TryGet(out var network, out var error))
            return error;
        using (network)
            return plugs.Plug(cable, network, name);
    }

    // The card is the other end of the host's device, and goes with it.
    public Result<Done> Disconnect(string id, string portId) => Done.Ok;

    public Result<Done> AttachDisk(string id, InstanceDisk disk)
    {
        var group = GroupOf(id);
        if (group.First() is not { } first)
            return Error.Conflict("NotRunning", $"Instance {id} does not run.");
        if (!Open([disk]).TryGet(out var opened, out var unopened))
            return unopened;
        return group.AllowDevice((opened[0].Major, opened[0].Minor))
            .Then(_ => CellEntry.Enter(first, () => GuestDevices.MakeDisk("/dev", opened[0]).Then(_ => List(lines => [.. lines, GuestDevices.Partition(opened[0])]))));
    }

    public Result<Done> DetachDisk(string id, InstanceDisk disk)
    {
        if (LoopDevice.Find(disk.Source) is not { } loop)
            return Done.Ok;
        var group = GroupOf(id);
        if (group.First() is { } first)
        {
            if (CellDisk.IsMounted(loop.Number, first))
                return Error.Conflict("DiskInUse", $"/dev/{disk.Name} is mounted in instance {id}.");
            var removed = CellEntry.Enter(first, () =>
            {
                File.Delete($"/dev/{disk.Name}");
                return List(lines => [.. lines.Where(line => !line.EndsWith($" {disk.Name}", StringComparison.Ordinal))]);
            });
            if (!removed.Succeeded)
                return removed;
        }
        group.DenyDevice((LoopDevice.Major, loop.Number));
        loop.Clear();
        return Done.Ok;
    }

    public Result<Done> WhileStill(string id, Func<Result<Done>> work)
    {
        var group = GroupOf(id);
        if (group.First() is not { } first)
            return work();
        var wasFrozen = group.IsFrozen;
        if (!wasFrozen && group.Freeze().Error is { } moving)
            return moving;
        try
        {
            using (var root = Libc.Open($"/proc/{first}/root", Libc.CloseOnExec, 0))
            {
                if (root.IsInvalid || Libc.Synchronize(root) < 0)
                    return Errno.Last($"write what instance {id} has in memory of its root disk");
            }
            return work();
        }
        finally
        {
            // An agent that is killed before this finds it paused though it shall run, and resumes it.
            if (!wasFrozen)
                group.Thaw();
        }
    }

    public Result<Done> SetPassword(string id, string user, string password)
    {
        if (user.AsSpan().ContainsAny(":\n\0") || password.AsSpan().ContainsAny("\n\0"))
            return Error.Invalid("A password has no line breaks, and a user's name no colon.");
        var group = GroupOf(id);
        if (group.First() is not { } first)
            return Error.Conflict("NotRunning", $"Instance {id} does not run.");
        const string Line = $"{CellRoot.HostDirectory}/password";
        return CellEntry.Enter(first, () =>
        {
            using (var file = new FileStream(Line, new FileStreamOptions
            {
                Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                file.Write(System.Text.Encoding.UTF8.GetBytes($"{user}:{password}\n"));
            }
            return Done.Ok;
        }).Then(_ => CellEntry.Run(first, group, new Spawn("/usr/sbin/chpasswd", []) { Input = Line }));
    }

    public string ConsoleKind => ConsoleKinds.Serial;

    public Result<Stream> OpenConsole(string id) =>
        GroupOf(id).First() is { } first ? CellTerminal.Open(first, GroupOf(id)) : Error.Conflict("NotRunning", $"Instance {id} does not run.");

    public (long Memory, TimeSpan CpuTime) Usage(string id) => (GroupOf(id).Memory(), GroupOf(id).CpuTime());

    /// <summary>Whether its first process is a child of this agent that has not been waited for.</summary>
    private bool HasUnreaped(string id)
    {
        lock (_reaping)
        {
            if (!_children.TryGetValue(id, out var child))
                return false;
            var waited = Libc.Wait(child, out var status, Libc.DoNotWait);
            if (waited == 0)
                return true;
            _children.TryRemove(id, out _);
            // The kernel ends the first process with SIGHUP where somebody called reboot(2) to start again, with SIGINT to power off.
            if (waited == child && (status & 0x7f) == HangUp)
                _reboots[id] = true;
            return false;
        }
    }

    private ControlGroup GroupOf(string id) => new(id, mark);

    private static bool IsNotBootable(Error? error) => error is { Type: "ENOENT" or "ENOEXEC" or "EACCES" };

    /// <summary>Starts it in one way; when that fails, nothing of the attempt is left.</summary>
    private async Task<Result<int>> TryAsync(InstanceStart start, Func<IReadOnlyList<GuestDisk>, Result<CellPlan>> decide, CancellationToken cancellation)
    {
        var instance = start.Instance;
        var group = GroupOf(instance.Id);
        if (!Open(start.Disks).TryGet(out var disks, out var unopened))
            return unopened;
        var limited = group.Make(instance.Flavor.Vcpus, instance.Flavor.MemoryMiB)
            .Then(_ => group.AllowDevices(disks.Select(disk => (disk.Major, disk.Minor))))
            .Then(_ => decide(disks));
        var started = limited.TryGet(out var plan, out var error) ? await Cell.StartAsync(plan, group, network => ConnectAsync(start, network, cancellation), cancellation) : error;
        if (!started.Succeeded)
            await EndAsync(instance.Id, cancellation);
        return started;
    }

    private async Task<Result<Done>> ConnectAsync(InstanceStart start, NetworkNamespace network, CancellationToken cancellation)
    {
        foreach (var (cable, name) in start.Nics)
        {
            if (plugs.Plug(cable, network, name).Error is { } unplugged)
                return unplugged;
        }
        await plugs.WiredAsync([.. start.Nics.Select(nic => nic.Cable.PortId)], cancellation);
        return Done.Ok;
    }

    private static CellPlan FirmwareOf(InstanceStart start, IReadOnlyList<GuestDisk> disks, string busybox) =>
        PlanOf(start, disks, new CellMount("firmware", "", "tmpfs", "size=4m,mode=755")) with
        {
            Init = "/bin/busybox",
            InitArguments = ["sh", "-c", Firmware],
            Copied = [(busybox, "/bin/busybox")],
            Mounts = [],
        };

    private static CellPlan PlanOf(InstanceStart start, IReadOnlyList<GuestDisk> disks, CellMount root)
    {
        // As the usual first-boot programs do it: the first ephemeral disk is on /mnt.
        var ephemeral = start.Disks.FirstOrDefault(disk => disk.Kind is InstanceDiskKind.Ephemeral);
        var config = start.Disks.FirstOrDefault(disk => disk.Kind is InstanceDiskKind.ConfigDrive);
        return new CellPlan(start.Instance.HostName, start.Files, root, disks, "", [])
        {
            Mounts = [.. ephemeral is null ? [] : OnMnt(ephemeral), .. config is null ? [] : OnConfig(config)],
            Vcpus = start.Instance.Flavor.Vcpus,
            MemoryMiB = start.Instance.Flavor.MemoryMiB,
            AdminPassword = start.Instance.AdminPassword,
        };
    }

    private static IReadOnlyList<CellMount> OnMnt(InstanceDisk disk)
    {
        using var file = File.OpenHandle(disk.Source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        // Whoever made another use of the disk than a file system has it as a device only.
        return LoopDevice.Find(disk.Source) is { } device && FileSystems.TypeOf(file, 0) == "ext4" ? [new CellMount(device.Path, "/mnt", "ext4", FileSystems.Ext4Options)] : [];
    }

    // It is there as a device too, but an instance cannot mount.
    private static IReadOnlyList<CellMount> OnConfig(InstanceDisk disk) =>
        LoopDevice.Find(disk.Source) is { } device ? [new CellMount(device.Path, "/run/config", "ext4") { IsReadOnly = true }] : [];

    private static Result<IReadOnlyList<GuestDisk>> Open(IReadOnlyList<InstanceDisk> disks)
    {
        var opened = new List<GuestDisk>();
        foreach (var disk in disks)
        {
            if (!LoopDevice.Of(disk.Source, disk.IsReadOnly).TryGet(out var device, out var error))
                return error;
            opened.Add(new GuestDisk(disk.Name, device.Path, LoopDevice.Major, device.Number, new FileInfo(disk.Source).Length));
        }
        return opened;
    }

    // The file that is seen as /proc/partitions is the same one as long as it runs: its content is replaced.
    private static Result<Done> List(Func<IReadOnlyList<string>, IReadOnlyList<string>> change)
    {
        const string Path = $"{CellRoot.HostDirectory}/partitions";
        var lines = change(File.ReadAllLines(Path));
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Write);
        file.SetLength(0);
        file.Write(System.Text.Encoding.ASCII.GetBytes(string.Join('\n', lines) + "\n"));
        return Done.Ok;
    }
}
