using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Naru.Agent.Instances.Kernel;
using Naru.Primitives;
using Naru.Protocols.Netlink;

namespace Naru.Agent.Instances.Disks;

/// <summary>A file as a block device (loop(4)).</summary>
/// <remarks>A device is found again by the file that it shows, so that nothing has to be remembered of it.</remarks>
/// <param name="Path">Such as <c>/dev/loop3</c>.</param>
internal sealed record LoopDevice(string Path, int Number)
{
    public const int Major = 7;

    // linux/loop.h.
    private const nuint ControlGetFree = 0x4C82;
    private const nuint Configure = 0x4C0A;
    private const nuint ClearFile = 0x4C01;
    private const nuint SetCapacity = 0x4C07;
    private const int ConfigurationLength = 304;
    private const int OffsetAt = 24, SizeLimitAt = 32, FlagsAt = 52, NameAt = 56, NameLength = 64;
    private const uint ReadOnlyFlag = 1;
    private const int Busy = 16;
    private const int Attempts = 100;

    private const string Devices = "/sys/block";

    // Two that find the same free device: the later one tries the next.
    private static readonly Lock Finding = new();

    /// <summary>The device of a file, made if there is none.</summary>
    /// <param name="offset">Where in the file its first octet is; a partition, say.</param>
    /// <param name="length">How many octets it has; 0: to the file's end.</param>
    public static Result<LoopDevice> Of(string file, bool isReadOnly = false, long offset = 0, long length = 0)
    {
        lock (Finding)
        {
            if (Find(file, offset) is { } known)
                return known;
            using var backing = Libc.Open(file, (isReadOnly ? Libc.ReadOnly : Libc.ReadWrite) | Libc.CloseOnExec, 0);
            if (backing.IsInvalid)
                return Errno.Last($"open '{file}'");
            using var control = Libc.Open("/dev/loop-control", Libc.ReadWrite | Libc.CloseOnExec, 0);
            if (control.IsInvalid)
                return Errno.Last("open /dev/loop-control");
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var number = Libc.Control(control, ControlGetFree, 0);
                if (number < 0)
                    return Errno.Last("find a free loop device");
                var path = $"/dev/loop{number}";
                if (!File.Exists(path) && Libc.MakeNode(path, 0x6000 | 0x1b0, (ulong)Major << 8 | (uint)(number & 0xff) | (ulong)(number & ~0xff) << 12) < 0)
                    return Errno.Last($"make '{path}'");
                using var device = Libc.Open(path, (isReadOnly ? Libc.ReadOnly : Libc.ReadWrite) | Libc.CloseOnExec, 0);
                if (device.IsInvalid)
                    return Errno.Last($"open '{path}'");
                if (Libc.Control(device, Configure, Configuration((int)backing.DangerousGetHandle(), file, isReadOnly, offset, length)) == 0)
                    return new LoopDevice(path, number);
                if (System.Runtime.InteropServices.Marshal.GetLastPInvokeError() != Busy)
                    return Errno.Last($"show '{file}' as '{path}'");
            }
            return new Error(ErrorKind.Unavailable, "NoLoopDevice", $"No loop device was free for '{file}'.");
        }
    }

    /// <summary>The device that shows a file.</summary>
    public static LoopDevice? Find(string file, long offset = 0) => All().Where(each => each.File == file && each.Offset == offset).Select(each => each.Device).FirstOrDefault();

    /// <summary>Takes away all devices of files whose paths begin so. One that is still mounted goes with its last user.</summary>
    public static void ClearAll(IReadOnlyList<string> begins)
    {
        foreach (var (device, file, _) in All())
        {
            if (begins.Any(begin => file.StartsWith(begin, StringComparison.Ordinal)))
                device.Clear();
        }
    }

    public void Clear()
    {
        using var device = Libc.Open(Path, Libc.ReadOnly | Libc.CloseOnExec, 0);
        if (!device.IsInvalid)
            Libc.Control(device, ClearFile, 0);
    }

    /// <summary>The file has grown: the device becomes as large.</summary>
    public Result<Done> Grow()
    {
        using var device = Libc.Open(Path, Libc.ReadOnly | Libc.CloseOnExec, 0);
        return device.IsInvalid || Libc.Control(device, SetCapacity, 0) < 0 ? Errno.Last($"grow '{Path}'") : Done.Ok;
    }

    /// <summary>Those that show a file, each with that and where in it they begin.</summary>
    public static IReadOnlyList<(LoopDevice Device, string File, long Offset)> All()
    {
        var found = new List<(LoopDevice, string, long)>();
        foreach (var directory in Directory.EnumerateDirectories(Devices, "loop*"))
        {
            try
            {
                var file = File.ReadAllText($"{directory}/loop/backing_file").TrimEnd('\n');
                var offset = long.Parse(File.ReadAllText($"{directory}/loop/offset"), CultureInfo.InvariantCulture);
                var name = System.IO.Path.GetFileName(directory);
                const string Deleted = " (deleted)";
                found.Add((
                    new LoopDevice($"/dev/{name}", int.Parse(name.AsSpan("loop".Length), CultureInfo.InvariantCulture)),
                    file.EndsWith(Deleted, StringComparison.Ordinal) ? file[..^Deleted.Length] : file,
                    offset));
            }
            catch (IOException)
            {
                // It shows no file.
            }
        }
        return found;
    }

    /// <summary>Writes <c>struct loop_config</c>: descriptor, block size, then <c>struct loop_info64</c>.</summary>
    private static byte[] Configuration(int descriptor, string file, bool isReadOnly, long offset, long length)
    {
        var configuration = new byte[ConfigurationLength];
        const int InfoAt = 8;
        BinaryPrimitives.WriteInt32LittleEndian(configuration, descriptor);
        BinaryPrimitives.WriteInt64LittleEndian(configuration.AsSpan(InfoAt + OffsetAt), offset);
        BinaryPrimitives.WriteInt64LittleEndian(configuration.AsSpan(InfoAt + SizeLimitAt), length);
        BinaryPrimitives.WriteUInt32LittleEndian(configuration.AsSpan(InfoAt + FlagsAt), isReadOnly ? ReadOnlyFlag : 0);
        var name = Encoding.UTF8.GetBytes(file);
        name.AsSpan(0, Math.Min(name.Length, NameLength - 1)).CopyTo(configuration.AsSpan(InfoAt + NameAt));
        return configuration;
    }
}
