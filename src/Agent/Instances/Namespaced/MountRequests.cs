using System.Collections.Concurrent;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Naru.Agent.Instances.Kernel;
using Naru.Primitives;
using Naru.Protocols.Netlink;

namespace Naru.Agent.Instances.Namespaced;

/// <summary>Mounts for instances what they may not mount themselves: their own disks, in their own file trees.</summary>
/// <remarks>
/// An instance has no CAP_SYS_ADMIN. It writes a line into a FIFO, <c>mount DEVICE DIRECTORY</c> or <c>unmount DIRECTORY</c>, and reads <c>ok</c> or
/// the reason from another one. All paths are looked up inside of it; there are no other block devices than its own.
/// </remarks>
internal sealed class MountRequests
{
    public const string Requests = $"{CellRoot.HostDirectory}/requests";
    public const string Replies = $"{CellRoot.HostDirectory}/replies";

    private const int LongestRequest = 4096;
    private const int DoNotFollow = 0x20000;

    /// <summary>The types that are tried, as the kernel knows them.</summary>
    private static readonly string[] Types = ["ext4", "xfs", "btrfs", "erofs", "squashfs"];

    /// <summary>The FIFO of each instance, and the first process that it was opened of: it is another one after each start.</summary>
    private readonly ConcurrentDictionary<string, (int First, SafeFileHandle Pipe)> _open = [];

    /// <summary>Answers what an instance has asked for since the last time.</summary>
    public void Serve(string id, int first)
    {
        if (Find(id, first) is not { } pipe)
            return;
        var buffer = new byte[LongestRequest];
        var length = Libc.Read(pipe, buffer, buffer.Length);
        if (length <= 0)
            return;
        foreach (var line in Encoding.UTF8.GetString(buffer, 0, (int)length).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var done = CellEntry.Enter(first, () => Do(line));
            CellEntry.Enter(first, () => Reply(done.Error?.Message ?? "ok"));
        }
    }

    /// <summary>The instance does not run any more.</summary>
    public void Forget(string id)
    {
        if (_open.TryRemove(id, out var open))
            open.Pipe.Dispose();
    }

    private SafeFileHandle? Find(string id, int first)
    {
        if (_open.TryGetValue(id, out var open) && open.First == first)
            return open.Pipe;
        Forget(id);
        SafeFileHandle? pipe = null;
        CellEntry.Enter(first, () =>
        {
            pipe = Libc.Open(Requests, Libc.ReadOnly | Libc.NonBlocking | Libc.CloseOnExec | DoNotFollow, 0);
            return Done.Ok;
        });
        if (pipe is null || pipe.IsInvalid)
            return null;
        _open[id] = (first, pipe);
        return pipe;
    }

    private static Result<Done> Do(string line) => line.Split(' ') switch
    {
        ["mount", var device, var directory] => Mount(device, directory, 0),
        ["mount", var device, var directory, "ro"] => Mount(device, directory, Mounts.ReadOnly),
        ["unmount", var directory] => Mounts.UnmountUnused(directory),
        _ => Error.Invalid($"'{line}' is not understood."),
    };

    private static Result<Done> Mount(string device, string directory, nuint flags)
    {
        if (!device.StartsWith("/dev/vd", StringComparison.Ordinal))
            return Error.Invalid($"{device} is no disk of this instance.");
        Result<Done> mounted = Done.Ok;
        foreach (var type in Types)
        {
            mounted = Mounts.Mount(device, directory, type, Mounts.NoDevices | flags);
            // EINVAL: the file system is another one; ENODEV: the kernel does not know this one.
            if (mounted.Error is not { Type: "EINVAL" or "ENODEV" })
                break;
        }
        // As mount(8) does it: what cannot be written, or is mounted for reading elsewhere, is mounted for reading.
        return flags == 0 && mounted.Error is { Type: "EACCES" or "EROFS" or "EBUSY" } ? Mount(device, directory, Mounts.ReadOnly) : mounted;
    }

    private static Result<Done> Reply(string text)
    {
        using var replies = Libc.Open(Replies, Libc.WriteOnly | Libc.NonBlocking | Libc.CloseOnExec | DoNotFollow, 0);
        if (replies.IsInvalid)
            return Errno.Last("answer");
        var line = Encoding.UTF8.GetBytes(text.ReplaceLineEndings(" ") + "\n");
        Libc.Write(replies, line, line.Length);
        return Done.Ok;
    }
}
