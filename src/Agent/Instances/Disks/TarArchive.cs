using System.Formats.Tar;
using System.Runtime.InteropServices;
using Naru.Agent.Instances.Kernel;
using Naru.Primitives;
using Naru.Protocols.Netlink;

namespace Naru.Agent.Instances.Disks;

/// <summary>Makes a tar archive of the root file system on a disk that nobody else uses.</summary>
/// <remarks>
/// No link is followed and no name of a user is looked up: what looking up would load belongs to whoever made the file system.
/// Devices and sockets are left out.
/// </remarks>
internal static class TarArchive
{
    private const string LostAndFound = "lost+found";

    // struct statx of linux/stat.h, whose layout is the same on every architecture.
    private const int StatusLength = 256;
    private const uint BasicStatus = 0x7ff;
    private const int UserAt = 20, GroupAt = 24, ModeAt = 28, SecondsAt = 112;
    private const int DoNotFollow = 0x100;
    private const int CurrentDirectory = -100;
    private const ushort KindMask = 0xf000, RegularFile = 0x8000, SubDirectory = 0x4000, SymbolicLink = 0xa000;
    private const ushort PermissionBits = 0xfff;

    /// <param name="workspace">An empty directory, to mount on.</param>
    public static Result<Done> Make(string disk, string type, string archive, string workspace)
    {
        if (!LoopDevice.Of(disk).TryGet(out var device, out var unseen))
            return unseen;
        try
        {
            return OnThread.Run(() => MakeFrom(device.Path, type, archive, workspace));
        }
        finally
        {
            device.Clear();
        }
    }

    private static Result<Done> MakeFrom(string device, string type, string archive, string workspace)
    {
        if (Libc.Unshare(Libc.CloneFileSystem | Libc.NewMount) < 0)
            return Errno.Last("make a mount namespace");
        var mounted = Mounts.KeepApart().Then(_ => Mounts.Mount(device, workspace, type, Mounts.NoDevices | Mounts.NoPrograms | Mounts.NoSetuid));
        if (!mounted.Succeeded)
            return mounted;
        using var file = File.Create(archive);
        using (var writer = new TarWriter(file, TarEntryFormat.Pax))
            Add(writer, workspace, "");
        return Mounts.UnmountUnused(workspace);
    }

    private static void Add(TarWriter writer, string directory, string name)
    {
        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var inside = name.Length == 0 ? entry.Name : $"{name}/{entry.Name}";
            if (inside == LostAndFound)
                continue;
            var status = Status(entry.FullName);
            switch (status.Kind)
            {
                case SubDirectory:
                    writer.WriteEntry(Described(TarEntryType.Directory, inside + "/", status));
                    Add(writer, entry.FullName, inside);
                    break;
                case SymbolicLink:
                    var link = Described(TarEntryType.SymbolicLink, inside, status);
                    link.LinkName = entry.LinkTarget ?? "";
                    writer.WriteEntry(link);
                    break;
                case RegularFile:
                    using (var content = File.OpenRead(entry.FullName))
                    {
                        var file = Described(TarEntryType.RegularFile, inside, status);
                        file.DataStream = content;
                        writer.WriteEntry(file);
                    }
                    break;
            }
        }
    }

    private static PaxTarEntry Described(TarEntryType type, string name, (ushort Kind, ushort Mode, int User, int Group, long Seconds) status) => new(type, name)
    {
        Mode = (UnixFileMode)status.Mode,
        Uid = status.User,
        Gid = status.Group,
        ModificationTime = DateTimeOffset.FromUnixTimeSeconds(status.Seconds),
    };

    private static (ushort Kind, ushort Mode, int User, int Group, long Seconds) Status(string path)
    {
        Span<byte> status = stackalloc byte[StatusLength];
        if (Libc.ExtendedStatus(CurrentDirectory, path, DoNotFollow, BasicStatus, status) < 0)
            throw new IOException($"'{path}' cannot be looked at: {Marshal.GetLastPInvokeErrorMessage()}.");
        var mode = MemoryMarshal.Read<ushort>(status[ModeAt..]);
        return ((ushort)(mode & KindMask), (ushort)(mode & PermissionBits), MemoryMarshal.Read<int>(status[UserAt..]), MemoryMarshal.Read<int>(status[GroupAt..]), MemoryMarshal.Read<long>(status[SecondsAt..]));
    }
}
