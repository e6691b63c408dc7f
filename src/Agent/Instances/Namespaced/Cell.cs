using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Naru.Agent.Instances.Kernel;
using Naru.Primitives;
using Naru.Protocols.Netlink;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Instances.Namespaced;

/// <summary>Makes the namespaces of an instance and starts its first program in them.</summary>
/// <remarks>
/// <para>
/// Namespaces, the root directory, control groups, capabilities and filters of system calls belong to threads. So a thread is made for each
/// start, goes where the instance shall live, gives up what the instance shall not have, and starts its first program, which inherits all
/// of that; then the thread ends. No helper program has to be loaded, and none is left in the instance.
/// </para>
/// <para>
/// One thing cannot be done before there is a process in the new PID namespace: <c>/proc</c> shows the namespace of who mounts it. So
/// the first program waits at a gate, a FIFO that it opens before it is executed, until a second thread has mounted it and
/// has changed the root (pivot_root(2) takes the waiting process with it), and the network is plugged. See docs/decisions/0020.
/// </para>
/// </remarks>
internal sealed class Cell
{
    private const string Mount = "/usr/bin/mount";

    private readonly CellPlan _plan;
    private readonly ControlGroup _group;
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Result<Place> _place;
    private Result<int> _first;

    private Cell(CellPlan plan, ControlGroup group) => (_plan, _group) = (plan, group);

    /// <summary>Where the thread is that the first program will come from.</summary>
    private sealed record Place(int Thread, SafeFileHandle Mounts, NetworkNamespace Network) : IDisposable
    {
        public void Dispose()
        {
            Mounts.Dispose();
            Network.Dispose();
        }
    }

    /// <param name="connect">Plugs its network before anything runs in it.</param>
    /// <returns>The id of its first process on the host. After an error nothing of it is left but its control group.</returns>
    public static async Task<Result<int>> StartAsync(
        CellPlan plan, ControlGroup group, Func<NetworkNamespace, Task<Result<Done>>> connect, CancellationToken cancellation)
    {
        if (GuestDevices.MakeFifo(plan.Files.Gate).Then(_ => GuestDevices.MakeFifo(plan.Files.ConsolePipe)).Error is { } unmade)
            return unmade;
        Directory.CreateDirectory(plan.Files.Root);
        var cell = new Cell(plan, group);
        var birth = StartThread(cell.Settle);
        await cell._settled.Task.WaitAsync(cancellation);
        if (!cell._place.TryGet(out var place, out var unsettled))
            return unsettled;
        using (place)
        {
            Result<Done> ready = default;
            StartThread(() => ready = cell.Finish(place, birth)).Join();
            if (ready.Succeeded)
                ready = await connect(place.Network);
            if (ready.Succeeded)
                ready = Open(plan.Files.Gate);
            if (!ready.Succeeded)
                await group.KillAsync(cancellation);
            birth.Join();
            return ready.Succeeded ? cell._first : ready.Error;
        }
    }

    // Whoever opens the other end lets the first program go.
    private static Result<Done> Open(string gate)
    {
        using var opened = Libc.Open(gate, Libc.WriteOnly | Libc.NonBlocking | Libc.CloseOnExec, 0);
        return opened.IsInvalid ? Errno.Last($"open the gate '{gate}'") : Done.Ok;
    }

    // What such a thread is, threads that it starts would be too. So it tells its news by fields, and never wakes a task, which could need one.
    private static Thread StartThread(Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true, Name = "instance" };
        thread.UnsafeStart();
        return thread;
    }

    /// <summary>The life of the first thread.</summary>
    private void Settle()
    {
        var isSettled = false;
        try
        {
            _place = Enter().Then(_ => Describe());
            if (!_place.Succeeded)
                return;
            if (Leave().Error is { } stuck)
            {
                _place.Value.Dispose();
                _place = stuck;
                return;
            }
            isSettled = true;
            _settled.TrySetResult();
            // Returns when the gate was opened, or the process killed.
            _first = new Spawn(_plan.Init, _plan.InitArguments) { Output = _plan.Files.ConsolePipe, Gate = _plan.Files.Gate }.Run();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _place = new Error(ErrorKind.Unavailable, "RootNotMade", $"The file tree of '{_plan.HostName}' cannot be made: {failure.Message}");
        }
        finally
        {
            if (!isSettled)
                _settled.TrySetResult();
        }
    }

    // From here on this thread mounts nothing, and its processes are born elsewhere.
    private static Result<Done> Leave() =>
        Libc.Unshare(Libc.NewPid) < 0 ? Errno.Last("make a namespace of processes") : Privileges.Limit().Then(_ => CallFilter.Apply());

    private Result<Done> Enter()
    {
        OwnTime.Begin();
        if (Libc.Unshare(Libc.CloneFileSystem | Libc.NewMount | Libc.NewHostName | Libc.NewIpc | Libc.NewNetwork) < 0)
            return Errno.Last("make namespaces");
        if (Libc.SetHostName(_plan.HostName, System.Text.Encoding.UTF8.GetByteCount(_plan.HostName)) < 0)
            return Errno.Last($"set the host name '{_plan.HostName}'");
        return Mounts.KeepApart()
            .Then(_ => CellRoot.Build(_plan))
            .Then(_ => _group.Enter());
    }

    private static Result<Place> Describe()
    {
        var mounts = Libc.Open("/proc/thread-self/ns/mnt", Libc.CloseOnExec, 0);
        if (mounts.IsInvalid)
            return Errno.Last("open the mount namespace");
        if (NetworkNamespace.Current().TryGet(out var network, out var error))
            return new Place(Libc.ThreadId(), mounts, network);
        mounts.Dispose();
        return error;
    }

    /// <summary>The life of the second thread.</summary>
    private Result<Done> Finish(Place place, Thread birth)
    {
        if (!Born(place.Thread, birth).TryGet(out var first, out var unborn))
            return unborn;
        using var processes = Libc.Open($"/proc/{first}/ns/pid", Libc.CloseOnExec, 0);
        if (processes.IsInvalid)
            return Errno.Last("open the namespace of processes");
        if (_group.Add(first).Error is { } unlimited)
            return unlimited;
        if (Libc.Unshare(Libc.CloneFileSystem) < 0 || Libc.SetNamespace(place.Mounts, Libc.NewMount) < 0 || Libc.SetNamespace(processes, Libc.NewPid) < 0)
            return Errno.Last("enter the instance's namespaces");
        try
        {
            return new Spawn(Mount, ["-n", "-i", "-t", "proc", "-o", "nosuid,nodev,noexec", "proc", $"{_plan.Files.Root}/proc"]).RunToEnd()
                .Then(_ => CellRoot.Hide(_plan))
                .Then(_ => Mounts.ChangeRoot(_plan.Files.Root));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Error(ErrorKind.Unavailable, "RootNotMade", $"The file tree of '{_plan.HostName}' cannot be finished: {failure.Message}");
        }
    }

    /// <summary>The first process, the only child of the thread, as soon as it waits at the gate: before that it still looks for files of the host.</summary>
    private static Result<int> Born(int thread, Thread birth)
    {
        while (birth.IsAlive)
        {
            if (int.TryParse(File.ReadAllText($"/proc/self/task/{thread}/children"), CultureInfo.InvariantCulture, out var child) && IsWaiting(child))
                return child;
            Thread.Sleep(TimeSpan.FromMicroseconds(100));
        }
        return new Error(ErrorKind.Unavailable, "NotStarted", "The first process of the instance was not started.");
    }

    // Field 3 of proc(5)'s stat, after the name in parentheses. Nothing before the gate lets it sleep.
    private static bool IsWaiting(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return stat[stat.LastIndexOf(')') + 2] == 'S';
    }
}
