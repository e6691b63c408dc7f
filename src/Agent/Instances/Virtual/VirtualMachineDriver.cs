using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Naru.Agent.Instances.Kernel;
using Naru.Agent.Instances.Live;
using Naru.Agent.Instances.Namespaced;
using Naru.Agent.Instances.Plugging;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Instances.Virtual;

/// <summary>Runs instances as virtual machines of QEMU, a process each; see docs/instances.md.</summary>
/// <param name="filesOf">Where an instance is kept.</param>
/// <param name="mark">This host's, in the names of control groups; see <see cref="InstanceDirectory.MarkOf"/>.</param>
internal sealed class VirtualMachineDriver(VirtualMachineOptions options, Func<string, InstanceFiles> filesOf, string mark, InstancePlugs plugs) : IInstanceDriver
{
    /// <summary>What QEMU takes beside the memory of the machine, and the translated code.</summary>
    private const int OverheadMiB = 256;

    private const int BootSectorLength = 512;

    /// <summary>How long a machine's system may take to let go of a device, before it is asked again in a later round.</summary>
    private static readonly TimeSpan DetachPatience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan DetachPause = TimeSpan.FromMilliseconds(20);

    /// <summary>Those that this agent has started: what ends is told to its parent only.</summary>
    private readonly ConcurrentDictionary<string, int> _children = [];

    public string Name => "qemu";

    public NodeInstancePower Look(string id)
    {
        if (!IsOn(id))
            return NodeInstancePower.Stopped;
        // One that does not answer yet is about to run.
        return Tell(id, "query-status").TryGet(out var status, out _) && status.GetProperty("status").GetString() is "paused" or "postmigrate"
            ? NodeInstancePower.Paused
            : NodeInstancePower.Running;
    }

    public bool IsOn(string id)
    {
        if (_children.TryGetValue(id, out var child) && Libc.Wait(child, out _, Libc.DoNotWait) == child)
            _children.TryRemove(id, out _);
        return GroupOf(id).Processes().Any(IsMachine);
    }

    public async Task<Result<Done>> StartAsync(InstanceStart start, CancellationToken cancellation)
    {
        var flavor = start.Instance.Flavor;
        var group = GroupOf(start.Instance.Id);
        var prepared = GuestDevices.MakeFifo(start.Files.MachineConsole).Then(_ => group.Make(flavor.Vcpus, flavor.MemoryMiB + OverheadMiB));
        foreach (var (cable, _) in start.Nics)
            prepared = prepared.Then(_ => start.Machine is null ? plugs.PlugTap(cable) : plugs.MakeTap(cable));
        if (!prepared.Then(_ => PlanOf(start)).TryGet(out var plan, out var unprepared))
            return unprepared;
        File.Delete(plan.Socket);
        var pid = 0;
        // In the control group from its first moment, so that an agent after this one finds it.
        var started = OnThread.Run(() => group.Enter()
            .Then(_ => new Spawn(options.Program, plan.Words()) { Output = start.Files.MachineConsole }.Run())
            .Map(spawned =>
            {
                pid = spawned;
                return default(Done);
            })).Then(_ => group.Add(pid));
        if (!started.Succeeded)
            return started;
        _children[start.Instance.Id] = pid;
        if (start.Machine is not null)
            return Done.Ok;
        await plugs.WiredAsync([.. start.Nics.Select(nic => nic.Cable.PortId)], cancellation);
        return IsOn(start.Instance.Id)
            ? Done.Ok
            : new Error(ErrorKind.Unavailable, "MachineEnded", $"QEMU ended at once; it said: {ConsoleLog.Read(start.Files, lines: 1)}");
    }

    public void AskToEnd(string id)
    {
        Tell(id, "cont");
        Tell(id, "system_powerdown");
    }

    public async Task<Result<Done>> EndAsync(string id, CancellationToken cancellation)
    {
        var group = GroupOf(id);
        if ((await group.KillAsync(cancellation)).Error is { } running)
            return running;
        if (_children.TryRemove(id, out var child))
            Libc.Wait(child, out _, Libc.DoNotWait);
        File.Delete(SocketOf(id));
        return await group.RemoveAsync(cancellation);
    }

    // A reboot inside is the machine's own.
    public bool WantsReboot(string id) => false;

    public Result<Done> Pause(string id) => Do(id, "stop");

    public Result<Done> Resume(string id) => Do(id, "cont");

    // An agent before this one may have been killed in the middle: what it left is taken away first.
    public Result<Done> Connect(string id, InstanceCable cable, string name) => Disconnect(id, cable.PortId)
        .Then(_ => plugs.PlugTap(cable))
        .Then(_ => Do(id, "netdev_add", MachinePlan.Backend(cable)))
        .Then(_ => Do(id, "device_add", MachinePlan.CardDevice(cable)));

    public Result<Done> Disconnect(string id, string portId) =>
        Let(id, MachinePlan.CardOf(portId), "netdev_del", "id", MachinePlan.BackendOf(portId), $"the card of port {portId}");

    public Result<Done> AttachDisk(string id, InstanceDisk disk) => LetDisk(id, disk)
        .Then(_ => Do(id, "blockdev-add", MachinePlan.BlockNode(disk)))
        .Then(_ => Do(id, "device_add", MachinePlan.DiskDevice(disk)));

    public Result<Done> DetachDisk(string id, InstanceDisk disk) => LetDisk(id, disk)
        // A machine that was started before volumes had names of their own has it by its letter.
        .Then(_ => LetDisk(id, disk with { VolumeId = "" }));

    public void Serve(string id)
    {
        // It asks its host for nothing.
    }

    public Result<Done> WhileStill(string id, Func<Result<Done>> work)
    {
        if (Look(id) is not NodeInstancePower.Running)
            return work();
        if (Pause(id).Error is { } moving)
            return moving;
        try
        {
            return work();
        }
        finally
        {
            Resume(id);
        }
    }

    public ILiveMachine Live(string id) => new LiveMachine(SocketOf(id), isTranslated: options.Accelerator != "kvm");

    public Result<Done> SetPassword(string id, string user, string password) =>
        new Error(ErrorKind.NotSupported, "NoGuestAgent", "A virtual machine's passwords are set by itself: by its metadata at its first start.");

    public string ConsoleKind => ConsoleKinds.Vnc;

    public Result<Stream> OpenConsole(string id)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(MachinePlan.ScreenOf(filesOf(id))));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException away)
        {
            socket.Dispose();
            return new Error(ErrorKind.Unavailable, Qmp.Away, $"Instance {id} has no screen: {away.Message}");
        }
    }

    public (long Memory, TimeSpan CpuTime) Usage(string id) => (GroupOf(id).Memory(), GroupOf(id).CpuTime());

    private Result<Done> LetDisk(string id, InstanceDisk disk) => Let(id, MachinePlan.DeviceOf(disk), "blockdev-del", "node-name", MachinePlan.NodeOf(disk), $"/dev/{disk.Name}");

    private ControlGroup GroupOf(string id) => new(id, mark);

    private string SocketOf(string id) => $"{filesOf(id).Directory}/qmp";

    private static bool IsMachine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").StartsWith("qemu-system", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private Result<System.Text.Json.JsonElement> Tell(string id, string command, JsonObject? arguments = null) => Qmp.Execute(SocketOf(id), command, arguments);

    private Result<Done> Do(string id, string command, JsonObject? arguments = null) => Tell(id, command, arguments).Map(_ => default(Done));

    /// <summary>Takes a device away, and then what is behind it on the host. What is gone already is no failure.</summary>
    private Result<Done> Let(string id, string device, string command, string key, string backend, string what)
    {
        Result<Done> asked;
        var clock = Stopwatch.StartNew();
        do
        {
            if (!IsOn(id))
                return Done.Ok;
            // The machine's system is asked to let go of the device, which is there until it has.
            asked = Do(id, "device_del", new JsonObject { ["id"] = device });
            if (asked.Error is { Type: Qmp.NotFound })
            {
                // The device may use what is behind it a moment longer than it is found.
                var removed = Do(id, command, new JsonObject { [key] = backend });
                if (removed.Succeeded || IsAbsent(removed.Error))
                    return Done.Ok;
            }
            Thread.Sleep(DetachPause);
        }
        while (clock.Elapsed < DetachPatience);
        return asked.Error is { Type: Qmp.Away } away ? away : Error.Conflict("DeviceInUse", $"The system of instance {id} does not let go of {what}.");
    }

    // blockdev-del has no class of its own for it.
    private static bool IsAbsent(Error error) => error.Type == Qmp.NotFound || error.Message.Contains("Failed to find", StringComparison.Ordinal);

    private Result<MachinePlan> PlanOf(InstanceStart start)
    {
        // The disk of one that comes from another host has nothing on it yet.
        var needsKernel = start.Machine?.HasKernel ?? !IsBootable(start.Disks[0]);
        if (needsKernel && !(File.Exists(options.Kernel) && File.Exists(options.Initramfs)))
            return Error.Invalid($"The disk of instance {start.Instance.Id} has no boot sector, and this host has no kernel for such disks (guestKernel, guestInitramfs).");
        return new MachinePlan(start, options.Accelerator, SocketOf(start.Instance.Id), needsKernel ? (options.Kernel!, options.Initramfs!) : null);
    }

    private static bool IsBootable(InstanceDisk root)
    {
        Span<byte> sector = stackalloc byte[BootSectorLength];
        using var disk = File.OpenHandle(root.Source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        RandomAccess.Read(disk, sector, 0);
        return sector[^2] == 0x55 && sector[^1] == 0xaa;
    }
}
