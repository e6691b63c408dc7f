using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Naru.Primitives;

namespace Naru.Protocols.Netlink.Namespaces;

/// <summary>Names for network namespaces in the way of iproute2: an empty file below /run/netns with the namespace mounted over it.</summary>
internal static class NamedNamespaces
{
    public const string OfThisThread = "/proc/thread-self/ns/net";

    private const string Root = "/run/netns";

    private const nuint Bind = 0x1000;
    private const nuint Recursive = 0x4000;
    private const nuint Shared = 0x100000;
    private const int Detach = 2;
    private const int CreateExclusively = 0x40 | 0x80;
    private const int Invalid = 22;
    private const int NoEntry = 2;

    // Guards the making of the shared mount: two threads at once would mount it twice.
    private static readonly Lock Preparing = new();

    public static string PathOf(string name) => $"{Root}/{name}";

    public static Error? Refusal(string name) =>
        name is "" or "." or ".." || name.Contains('/') || name.Length > 255
            ? Errno.ToError(Invalid, $"use '{name}' as the name of a network namespace", "expected 1 to 255 characters without '/'")
            : null;

    public static ImmutableArray<string> List() =>
        Directory.Exists(Root)
            ? [.. Directory.EnumerateFiles(Root).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
            : [];

    public static Result<Done> Create(string name)
    {
        if (!PrepareDirectory().TryGet(out _, out var unprepared))
            return unprepared;
        var path = PathOf(name);
        using (var file = Libc.Open(path, CreateExclusively | Libc.OpenCloseOnExec, 0))
        {
            if (file.IsInvalid)
                return Errno.Last($"create network namespace '{name}' ({path})");
        }
        Result<Done> mounted = default;
        NamespaceThread.Run(() => mounted = MountFresh(name, path));
        if (!mounted.Succeeded)
            File.Delete(path);
        return mounted;
    }

    public static Result<Done> Delete(string name)
    {
        var path = PathOf(name);
        // EINVAL: a file with nothing mounted on it, left over by something that failed half way.
        if (Libc.Unmount(path, Detach) < 0 && Marshal.GetLastPInvokeError() is not (Invalid or NoEntry))
            return Errno.Last($"delete network namespace '{name}' ({path})");
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // No namespace has ever been made: as good as deleted.
        }
        return Done.Ok;
    }

    // unshare(2) moves the calling thread only, and the mount must be made by that thread: its own link names the new namespace.
    private static Result<Done> MountFresh(string name, string path) =>
        Libc.Unshare(Libc.CloneNewNetwork) < 0 || Libc.Mount(OfThisThread, path, "none", Bind, 0) < 0
            ? Errno.Last($"create network namespace '{name}'")
            : Done.Ok;

    /// <summary>
    /// Makes /run/netns a mount point of its own that is shared: otherwise every process with its own mount namespace
    /// that existed before (each <c>ip netns exec</c>) keeps deleted namespaces mounted and alive.
    /// </summary>
    private static Result<Done> PrepareDirectory()
    {
        lock (Preparing)
        {
            const string Purpose = $"make {Root} a shared mount";
            Directory.CreateDirectory(Root);
            if (Libc.Mount("", Root, "none", Shared | Recursive, 0) == 0)
                return Done.Ok;
            if (Marshal.GetLastPInvokeError() != Invalid)
                return Errno.Last(Purpose);
            // EINVAL: it is not a mount point yet.
            return Libc.Mount(Root, Root, "none", Bind | Recursive, 0) < 0
                || Libc.Mount("", Root, "none", Shared | Recursive, 0) < 0
                ? Errno.Last(Purpose)
                : Done.Ok;
        }
    }
}
