using System.Globalization;
using System.Text;
using Naru.Agent.Instances.Kernel;
using Naru.Primitives;

namespace Naru.Agent.Instances.Namespaced;

/// <summary>The file tree of an instance, built below a directory in a mount namespace of its own.</summary>
internal static class CellRoot
{
    /// <summary>Where an instance has what its host tells it.</summary>
    public const string HostDirectory = "/run/host";

    private const string Nothing = "nothing";
    private const string OwnLinks = "class/net";
    private const string OwnDevices = "devices/virtual/net";

    /// <summary>What of <c>/proc</c> tells of the machine or changes it: seen as empty.</summary>
    private static readonly string[] Hidden =
        ["acpi", "scsi", "asound", "kcore", "keys", "key-users", "kallsyms", "kmsg", "latency_stats", "timer_list", "sched_debug", "sysrq-trigger", "diskstats", "config.gz", "modules", "interrupts", "softirqs", "iomem", "ioports", "driver", "fs", "irq", "bus", "tty"];

    /// <summary>All but what has to wait for the first process.</summary>
    public static Result<Done> Build(CellPlan plan)
    {
        var root = plan.Files.Root;
        if (Mounts.Mount(plan.Root.Source, root, plan.Root.Type, Mounts.NoDevices, plan.Root.Options).Error is { } unmounted)
            return unmounted;
        foreach (var name in new[] { "proc", "sys", "dev", "run", "tmp" })
            EnsureDirectory($"{root}/{name}");
        Libc.ChangeMode($"{root}/tmp", 0x3ff);
        var built = Mounts.Mount("dev", $"{root}/dev", "tmpfs", Mounts.NoSetuid, "mode=755,size=512k")
            .Then(_ => GuestDevices.Make($"{root}/dev", plan.Disks))
            .Then(_ => Terminals(plan))
            .Then(_ => Mounts.Mount("run", $"{root}/run", "tmpfs", Mounts.NoSetuid | Mounts.NoDevices, "mode=755,size=25%"))
            .Then(_ => Tell(plan))
            .Then(_ => Links($"{root}/sys"));
        foreach (var mount in plan.Mounts)
        {
            built = built.Then(_ =>
            {
                EnsureDirectory($"{root}{mount.Target}");
                return Mounts.Mount(mount.Source, $"{root}{mount.Target}", mount.Type, Mounts.NoDevices | Mounts.NoSetuid | (mount.IsReadOnly ? Mounts.ReadOnly : 0), mount.Options);
            });
        }
        foreach (var (source, target) in plan.Copied)
        {
            Directory.CreateDirectory(Path.GetDirectoryName($"{root}{target}")!);
            File.Copy(source, $"{root}{target}");
        }
        return built;
    }

    /// <summary>After <c>/proc</c> was mounted: what it would tell of the machine goes, or is told of the instance instead.</summary>
    public static Result<Done> Hide(CellPlan plan)
    {
        var proc = $"{plan.Files.Root}/proc";
        foreach (var (name, text) in Told(plan))
        {
            File.WriteAllText($"{plan.Files.Root}{HostDirectory}/{name}", text);
            if (name != Nothing && Mounts.BindReadOnly($"{plan.Files.Root}{HostDirectory}/{name}", $"{proc}/{name}").Error is { } unseen)
                return unseen;
        }
        foreach (var name in Hidden)
        {
            var path = $"{proc}/{name}";
            var hidden = Directory.Exists(path)
                ? Mounts.Mount("none", path, "tmpfs", Mounts.ReadOnly, "size=0")
                : File.Exists(path) ? Mounts.BindReadOnly($"{plan.Files.Root}{HostDirectory}/{Nothing}", path) : Done.Ok;
            if (!hidden.Succeeded)
                return hidden;
        }
        // Settings of the kernel are the machine's, but for those of its own network.
        return Mounts.BindReadOnly($"{proc}/sys", $"{proc}/sys").Then(_ => Mounts.Unlock($"{proc}/sys/net"));
    }

    private static IEnumerable<(string Name, string Text)> Told(CellPlan plan) =>
    [
        ("partitions", GuestDevices.Partitions(plan.Disks)),
        ("cpuinfo", Processors(plan.Vcpus)),
        ("meminfo", Memory(plan.MemoryMiB)),
        ("cmdline", "console=console\n"),
        ("swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"),
        (Nothing, ""),
    ];

    private static Result<Done> Terminals(CellPlan plan)
    {
        var dev = $"{plan.Files.Root}/dev";
        Directory.CreateDirectory($"{dev}/pts");
        Directory.CreateDirectory($"{dev}/shm");
        return Mounts.Mount("devpts", $"{dev}/pts", "devpts", Mounts.NoSetuid | Mounts.NoPrograms, "newinstance,ptmxmode=0666,mode=0620,gid=5")
            .Then(_ => Mounts.Mount("shm", $"{dev}/shm", "tmpfs", Mounts.NoSetuid | Mounts.NoDevices, "mode=1777,size=25%"))
            .Then(_ =>
            {
                File.WriteAllText($"{dev}/console", "");
                return Mounts.Bind(plan.Files.ConsolePipe, $"{dev}/console");
            });
    }

    /// <summary>A <c>/sys</c> with nothing in it but the instance's own network devices.</summary>
    private static Result<Done> Links(string sys)
    {
        var all = $"{sys}/all";
        return Mounts.Mount("sys", sys, "tmpfs", 0, "mode=755,size=64k").Then(_ =>
        {
            foreach (var directory in new[] { all, $"{sys}/{OwnLinks}", $"{sys}/{OwnDevices}", $"{sys}/class/block" })
                Directory.CreateDirectory(directory);
            return Mounts.Mount("sysfs", all, "sysfs", Mounts.NoSetuid | Mounts.NoDevices | Mounts.NoPrograms);
        })
            .Then(_ => Mounts.Bind($"{all}/{OwnLinks}", $"{sys}/{OwnLinks}"))
            .Then(_ => Mounts.Bind($"{all}/{OwnDevices}", $"{sys}/{OwnDevices}"))
            .Then(_ => Mounts.Unmount(all))
            .Then(_ =>
            {
                Directory.Delete(all);
                return Mounts.MakeReadOnly(sys);
            });
    }

    private static Result<Done> Tell(CellPlan plan)
    {
        var directory = $"{plan.Files.Root}{HostDirectory}";
        Directory.CreateDirectory(directory);
        var asked = GuestDevices.MakeFifo($"{plan.Files.Root}{MountRequests.Requests}", GuestDevices.ForRoot)
            .Then(_ => GuestDevices.MakeFifo($"{plan.Files.Root}{MountRequests.Replies}", GuestDevices.ForRoot));
        if (!asked.Succeeded || plan.AdminPassword is not { } password)
            return asked;
        using var file = new FileStream($"{directory}/admin_pass", new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        file.Write(Encoding.UTF8.GetBytes(password));
        return Done.Ok;
    }

    /// <summary>Makes a directory where the owner of the file system may have put a link that leads out of it: that is removed.</summary>
    private static void EnsureDirectory(string path)
    {
        if (new FileInfo(path) is { LinkTarget: not null } link)
            link.Delete();
        Directory.CreateDirectory(path);
    }

    private static string Processors(int count)
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) ?? "model name\t: virtual";
        var text = new StringBuilder();
        for (var number = 0; number < count; number++)
            text.Append(CultureInfo.InvariantCulture, $"processor\t: {number}\n{model}\n\n");
        return text.ToString();
    }

    private static string Memory(int mebibytes) => string.Create(
        CultureInfo.InvariantCulture,
        $"MemTotal:       {mebibytes * 1024L,8} kB\nMemFree:        {mebibytes * 1024L,8} kB\nMemAvailable:   {mebibytes * 1024L,8} kB\nBuffers:               0 kB\nCached:                0 kB\nSwapTotal:             0 kB\nSwapFree:              0 kB\n");
}
