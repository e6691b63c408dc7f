using System.Globalization;
using Naru.Agent.Instances.Kernel;
using Naru.Primitives;
using Naru.Protocols.Netlink;

namespace Naru.Agent.Instances.Namespaced;

/// <summary>The files in <c>/dev</c> of an instance.</summary>
internal static class GuestDevices
{
    private const uint CharacterDevice = 0x2000;
    private const uint BlockDevice = 0x6000;
    private const uint Fifo = 0x1000;
    private const uint ForAll = 0x1b6;
    private const uint ForDiskGroup = 0x1b0;

    /// <summary>Devices that reach nothing of the host: Linux's <c>Documentation/admin-guide/devices.txt</c>.</summary>
    public static readonly (string Name, int Major, int Minor)[] Harmless =
    [
        ("null", 1, 3), ("zero", 1, 5), ("full", 1, 7), ("random", 1, 8), ("urandom", 1, 9), ("tty", 5, 0), ("ptmx", 5, 2),
    ];

    /// <summary>Fills an empty directory.</summary>
    public static Result<Done> Make(string directory, IEnumerable<GuestDisk> disks)
    {
        foreach (var (name, major, minor) in Harmless)
        {
            // That of the instance's own terminals is made by mounting them.
            if (name != "ptmx" && Node($"{directory}/{name}", CharacterDevice, ForAll, major, minor).Error is { } refused)
                return refused;
        }
        foreach (var disk in disks)
        {
            if (MakeDisk(directory, disk).Error is { } refused)
                return refused;
        }
        foreach (var (name, target) in new[] { ("fd", "/proc/self/fd"), ("stdin", "/proc/self/fd/0"), ("stdout", "/proc/self/fd/1"), ("stderr", "/proc/self/fd/2"), ("ptmx", "pts/ptmx") })
            File.CreateSymbolicLink($"{directory}/{name}", target);
        return Done.Ok;
    }

    public static Result<Done> MakeDisk(string directory, GuestDisk disk)
    {
        var path = $"{directory}/{disk.Name}";
        return Libc.MakeNode(path, BlockDevice | ForDiskGroup, Number(disk.Major, disk.Minor)) < 0
            ? Errno.Last($"make '{path}'")
            : Done.Ok;
    }

    /// <summary>0600.</summary>
    public const uint ForRoot = 0x180;

    public static Result<Done> MakeFifo(string path, uint mode = ForAll)
    {
        if (File.Exists(path))
            return Done.Ok;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return Libc.MakeNode(path, Fifo | mode, 0) < 0 ? Errno.Last($"make '{path}'") : Done.Ok;
    }

    /// <summary><c>/proc/partitions</c> as an instance shall see it: its own disks.</summary>
    public static string Partitions(IEnumerable<GuestDisk> disks) =>
        "major minor  #blocks  name\n\n" + string.Concat(disks.Select(disk => Partition(disk) + "\n"));

    public static string Partition(GuestDisk disk) =>
        string.Create(CultureInfo.InvariantCulture, $"{disk.Major,4} {disk.Minor,8} {disk.Octets / 1024,10} {disk.Name}");

    private static Result<Done> Node(string path, uint kind, uint mode, int major, int minor) =>
        Libc.MakeNode(path, kind | mode, Number(major, minor)) < 0 || Libc.ChangeMode(path, mode) < 0 ? Errno.Last($"make '{path}'") : Done.Ok;

    // gnu_dev_makedev(3).
    private static ulong Number(int major, int minor)
    {
        var (high, low) = ((uint)major, (uint)minor);
        return (low & 0xff) | ((ulong)(high & 0xfff) << 8) | ((ulong)(low & ~0xffu) << 12) | ((ulong)(high & ~0xfffu) << 32);
    }
}
