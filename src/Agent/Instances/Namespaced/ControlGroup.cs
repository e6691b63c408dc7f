using System.Globalization;
using Naru.Agent.Instances.Kernel;
using Naru.Primitives;

namespace Naru.Agent.Instances.Namespaced;

/// <summary>The control groups of an instance: what it may use, and which processes are its own. cgroups(7), version 1 or 2, as the machine has it.</summary>
/// <remarks>Every process of an instance is in them from its first moment, so that none is ever forgotten.</remarks>
/// <param name="instance">Its id.</param>
/// <param name="mark">Whose it is, a part of the name: hosts that share a machine may both have something of an instance while it moves. See <see cref="InstanceDirectory.MarkOf"/>.</param>
internal sealed class ControlGroup(string instance, string mark)
{
    private const string Top = "/sys/fs/cgroup";
    private const string Prefix = "naru-";
    private const long CpuPeriod = 100_000;
    private const int MostProcesses = 2048;
    private const int SharesOfVcpu = 1024;

    private static readonly string[] FirstVersion = ["memory", "cpu", "cpuacct", "pids", "freezer", "devices"];
    private static readonly bool IsSecondVersion = File.Exists($"{Top}/cgroup.controllers");

    /// <summary>Of which it has a directory each; in version 2 all are one.</summary>
    private static readonly string[] Controllers = IsSecondVersion ? [""] : [.. FirstVersion.Where(controller => Directory.Exists($"{Top}/{controller}"))];

    /// <summary>The one that says who belongs to the instance.</summary>
    private static readonly string Members = IsSecondVersion ? "" : "pids";

    private readonly string _name = $"{Prefix}{instance}@{mark}";

    /// <summary>Those that a host has, of whichever instance.</summary>
    public static IEnumerable<(string Instance, string Path)> All(string mark) =>
        from controller in Controllers
        from path in Directory.EnumerateDirectories($"{Top}/{controller}".TrimEnd('/'), $"{Prefix}*@{mark}")
        select (System.IO.Path.GetFileName(path)[Prefix.Length..^(mark.Length + 1)], path);

    /// <summary>Makes what is missing, and sets its limits.</summary>
    public Result<Done> Make(int vcpus, int memoryMiB)
    {
        foreach (var controller in Controllers)
            Directory.CreateDirectory(Path(controller));
        var memory = ((long)memoryMiB << 20).ToString(CultureInfo.InvariantCulture);
        var quota = (vcpus * CpuPeriod).ToString(CultureInfo.InvariantCulture);
        var processes = MostProcesses.ToString(CultureInfo.InvariantCulture);
        (string Controller, string File, string Value)[] settings = IsSecondVersion
            ? [("", "memory.max", memory), ("", "cpu.max", $"{quota} {CpuPeriod}"), ("", "pids.max", processes)]
            :
            [
                ("memory", "memory.limit_in_bytes", memory),
                ("cpu", "cpu.cfs_quota_us", quota),
                ("cpu", "cpu.shares", (vcpus * SharesOfVcpu).ToString(CultureInfo.InvariantCulture)),
                ("pids", "pids.max", processes),
            ];
        if (IsSecondVersion)
            TryWrite($"{Top}/cgroup.subtree_control", "+memory +cpu +pids");
        foreach (var (controller, file, value) in settings)
        {
            if (Controllers.Contains(controller) && Write($"{Path(controller)}/{file}", value).Error is { } refused)
                return refused;
        }
        return Done.Ok;
    }

    /// <summary>The block devices that it may use, beside the harmless ones that every instance has.</summary>
    public Result<Done> AllowDevices(IEnumerable<(int Major, int Minor)> disks)
    {
        // In version 2 this takes a program in the kernel; there it is only that it can make no device files.
        if (!Controllers.Contains("devices"))
            return Done.Ok;
        var file = $"{Path("devices")}/devices";
        if (Write($"{file}.deny", "a").Error is { } refused)
            return refused;
        foreach (var rule in GuestDevices.Harmless.Select(device => $"c {device.Major}:{device.Minor} rwm").Append("c 136:* rw").Concat(disks.Select(Rule)))
        {
            if (Write($"{file}.allow", rule).Error is { } error)
                return error;
        }
        return Done.Ok;
    }

    public Result<Done> AllowDevice((int Major, int Minor) disk) =>
        Controllers.Contains("devices") ? Write($"{Path("devices")}/devices.allow", Rule(disk)) : Done.Ok;

    public void DenyDevice((int Major, int Minor) disk)
    {
        if (Controllers.Contains("devices"))
            TryWrite($"{Path("devices")}/devices.deny", Rule(disk));
    }

    /// <summary>What the calling thread starts belongs to the instance, also if this agent is killed in the next moment. Version 1 only.</summary>
    public Result<Done> Enter() => IsSecondVersion ? Done.Ok : Write($"{Path(Members)}/tasks", "0");

    /// <summary>A process and what it starts is in all of it.</summary>
    public Result<Done> Add(int pid)
    {
        foreach (var controller in Controllers)
        {
            if (Write($"{Path(controller)}/cgroup.procs", pid.ToString(CultureInfo.InvariantCulture)).Error is { } error)
                return error;
        }
        return Done.Ok;
    }

    /// <summary>All that run, in the host's numbers.</summary>
    public IReadOnlyList<int> Processes()
    {
        try
        {
            // A thread of this agent that starts the instance may be in it.
            return [.. File.ReadLines($"{Path(Members)}/cgroup.procs").Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Where(pid => pid != Environment.ProcessId)];
        }
        catch (IOException)
        {
            // There is no such group: nothing runs.
            return [];
        }
    }

    /// <summary>The one that is number 1 in the instance.</summary>
    public int? First() => Processes().Select(pid => (int?)pid).FirstOrDefault(pid => IsFirst(pid!.Value));

    public bool IsFrozen
    {
        get
        {
            try
            {
                return IsSecondVersion
                    ? File.ReadAllText($"{Path("")}/cgroup.freeze").Trim() == "1"
                    : File.ReadAllText($"{Path("freezer")}/freezer.state").Trim() != "THAWED";
            }
            catch (IOException)
            {
                return false;
            }
        }
    }

    public Result<Done> Freeze() => IsSecondVersion ? Write($"{Path("")}/cgroup.freeze", "1") : Write($"{Path("freezer")}/freezer.state", "FROZEN");

    public Result<Done> Thaw() => IsSecondVersion ? Write($"{Path("")}/cgroup.freeze", "0") : Write($"{Path("freezer")}/freezer.state", "THAWED");

    /// <summary>Memory in use, in octets.</summary>
    public long Memory() => ReadNumber(IsSecondVersion ? $"{Path("")}/memory.current" : $"{Path("memory")}/memory.usage_in_bytes");

    /// <summary>The time that its processes have run for, on all processors.</summary>
    public TimeSpan CpuTime()
    {
        if (!IsSecondVersion)
            return TimeSpan.FromTicks(ReadNumber($"{Path("cpuacct")}/cpuacct.usage") / TimeSpan.NanosecondsPerTick);
        var usage = File.Exists($"{Path("")}/cpu.stat") ? File.ReadLines($"{Path("")}/cpu.stat").FirstOrDefault(line => line.StartsWith("usage_usec ", StringComparison.Ordinal)) : null;
        return usage is null ? TimeSpan.Zero : TimeSpan.FromMicroseconds(long.Parse(usage.Split(' ')[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Ends all processes at once, and waits until they are gone.</summary>
    public async Task<Result<Done>> KillAsync(CancellationToken cancellation)
    {
        // What is frozen does not even die.
        if (IsFrozen)
            Thaw();
        // The first process takes all others of its instance with it; what was started before it had become one is killed by its own number.
        for (var attempt = 0; attempt < 500; attempt++)
        {
            var left = Processes();
            if (left.Count == 0)
                return Done.Ok;
            foreach (var pid in left)
                Libc.Kill(pid, Libc.Kill9);
            Reap(left);
            await Task.Delay(attempt < 20 ? 2 : 20, cancellation);
        }
        return new Error(ErrorKind.Unavailable, "ProcessesLeft", $"Processes of instance {instance} do not end: {string.Join(", ", Processes())}.");
    }

    /// <summary>Removes it, as soon as the kernel has let go of the last process.</summary>
    public async Task<Result<Done>> RemoveAsync(CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (Controllers.All(controller => TryRemove(Path(controller))))
                return Done.Ok;
            await Task.Delay(10, cancellation);
        }
        return new Error(ErrorKind.Unavailable, "ControlGroupLeft", $"The control groups of instance {instance} are still in use.");
    }

    private static bool TryRemove(string path)
    {
        try
        {
            Directory.Delete(path);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public bool Exists => Controllers.Any(controller => Directory.Exists(Path(controller)));

    // A process that this agent started stays as a zombie until it is waited for; others are waited for by the machine's first process.
    internal static void Reap(IEnumerable<int> pids)
    {
        foreach (var pid in pids)
            Libc.Wait(pid, out _, Libc.DoNotWait);
    }

    private static bool IsFirst(int pid)
    {
        try
        {
            return File.ReadLines($"/proc/{pid}/status").FirstOrDefault(line => line.StartsWith("NSpid:", StringComparison.Ordinal)) is { } line
                && line.EndsWith("\t1", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string Rule((int Major, int Minor) disk) => $"b {disk.Major}:{disk.Minor} rw";

    private string Path(string controller) => controller.Length == 0 ? $"{Top}/{_name}" : $"{Top}/{controller}/{_name}";

    private static long ReadNumber(string path)
    {
        try
        {
            return long.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static Result<Done> Write(string path, string value)
    {
        try
        {
            File.WriteAllText(path, value);
            return Done.Ok;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new Error(ErrorKind.Unavailable, "ControlGroupRefused", $"Cannot write '{value}' to '{path}': {refused.Message}");
        }
    }

    private static void TryWrite(string path, string value) => Write(path, value);
}
