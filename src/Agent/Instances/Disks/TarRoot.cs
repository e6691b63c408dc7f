using System.Formats.Tar;
using System.IO.Compression;
using Naru.Agent.Instances.Kernel;
using Naru.Primitives;
using Naru.Protocols.Netlink;

namespace Naru.Agent.Instances.Disks;

/// <summary>Makes a root file system from a tar archive, plain or gzip.</summary>
/// <remarks>
/// The archive is unpacked by a thread whose root directory is the new file system: whatever names and links it holds,
/// they lead nowhere else. Devices are left out: an instance gets its own.
/// </remarks>
internal static class TarRoot
{
    /// <summary>Room for what the file system itself takes, in octets, beside a share of its files.</summary>
    private const long LeastRoom = 24L << 20;

    private const int LongestName = 4096;
    private const int MostEntries = 1_000_000;
    private const uint PermissionBits = 0xfff;

    /// <summary>Writes a raw disk with the files of an archive on it.</summary>
    /// <param name="workspace">An empty directory, to mount on.</param>
    public static async Task<Result<Done>> MakeDiskAsync(string archive, string disk, string workspace, CancellationToken cancellation)
    {
        if (!Measure(archive).TryGet(out var octets, out var unreadable))
            return unreadable;
        SparseFile.Create(disk, (LeastRoom + octets + octets / 4) / FileSystems.BlockLength * FileSystems.BlockLength);
        if ((await FileSystems.MakeExt4Async(disk, "root", cancellation)).Error is { } unmade)
            return unmade;
        if (!LoopDevice.Of(disk).TryGet(out var device, out var unseen))
            return unseen;
        try
        {
            return OnThread.Run(() => UnpackOn(device.Path, archive, workspace));
        }
        finally
        {
            device.Clear();
        }
    }

    /// <summary>Whether a file begins as an archive does: the magic of POSIX's ustar header.</summary>
    public static bool IsArchive(string path)
    {
        using var file = File.OpenHandle(path);
        Span<byte> magic = stackalloc byte[5];
        return RandomAccess.Read(file, magic, 257) == magic.Length && magic.SequenceEqual("ustar"u8);
    }

    /// <summary>How many octets its files take. It also reads all of it once, so that nothing has to be loaded when the root is another.</summary>
    private static Result<long> Measure(string archive)
    {
        try
        {
            using var stream = Open(archive);
            using var reader = new TarReader(stream);
            long octets = 0;
            for (var count = 0; reader.GetNextEntry() is { } entry; count++)
            {
                if (count == MostEntries)
                    return Error.Invalid($"The archive has more than {MostEntries} files.");
                if (entry.Name.Length > LongestName || entry.Name.Contains('\0'))
                    return Error.Invalid("The archive has a file whose name is too long or has a NUL.");
                octets += entry.Length / FileSystems.BlockLength * FileSystems.BlockLength + 2 * FileSystems.BlockLength;
                entry.DataStream?.CopyTo(Stream.Null);
            }
            return octets;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or FormatException)
        {
            return Error.Invalid($"The image is no tar archive: {broken.Message}");
        }
    }

    private static Result<Done> UnpackOn(string device, string archive, string workspace)
    {
        if (Libc.Unshare(Libc.CloneFileSystem | Libc.NewMount) < 0)
            return Errno.Last("make a mount namespace");
        using var stream = Open(archive);
        return Mounts.KeepApart()
            .Then(_ => Mounts.Mount(device, workspace, "ext4", Mounts.NoDevices, FileSystems.Ext4Options))
            .Then(_ => Mounts.Below(workspace, () => Unpack(stream)))
            .Then(_ => Mounts.UnmountUnused(workspace));
    }

    private static Result<Done> Unpack(Stream stream)
    {
        using var reader = new TarReader(stream);
        try
        {
            while (reader.GetNextEntry() is { } entry)
                Unpack(entry);
            return Done.Ok;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or FormatException or UnauthorizedAccessException)
        {
            return Error.Invalid($"The archive cannot be unpacked: {broken.Message}");
        }
    }

    private static void Unpack(TarEntry entry)
    {
        var path = Absolute(entry.Name);
        var directory = Path.GetDirectoryName(path);
        if (directory is not null)
            Directory.CreateDirectory(directory);
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                Directory.CreateDirectory(path);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                File.Delete(path);
                entry.ExtractToFile(path, overwrite: true);
                break;
            case TarEntryType.SymbolicLink:
                File.Delete(path);
                File.CreateSymbolicLink(path, entry.LinkName);
                Libc.ChangeOwnerOfLink(path, (uint)entry.Uid, (uint)entry.Gid);
                return;
            case TarEntryType.HardLink:
                File.Delete(path);
                Libc.Link(Absolute(entry.LinkName), path);
                return;
            default:
                return;
        }
        // The owner first: changing it takes the bits for foreign rights away.
        Libc.ChangeOwnerOfLink(path, (uint)entry.Uid, (uint)entry.Gid);
        Libc.ChangeMode(path, (uint)entry.Mode & PermissionBits);
    }

    // The root directory is the only one there is, so a name that begins with '../' means the same as one without.
    private static string Absolute(string name) => Path.GetFullPath(name.TrimEnd('/'), "/");

    private static Stream Open(string archive)
    {
        var file = File.OpenRead(archive);
        var isPacked = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return isPacked ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
