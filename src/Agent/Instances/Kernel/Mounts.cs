using Naru.Primitives;
using Naru.Protocols.Netlink;

namespace Naru.Agent.Instances.Kernel;

/// <summary>Mounts of the calling thread's mount namespace.</summary>
internal static class Mounts
{
    // mount(2): linux/mount.h.
    public const nuint ReadOnly = 1;
    public const nuint NoSetuid = 2;
    public const nuint NoDevices = 4;
    public const nuint NoPrograms = 8;
    private const nuint Remount = 32;
    private const nuint Bound = 0x1000;
    private const nuint Recursive = 0x4000;
    private const nuint Private = 1 << 18;
    private const int Detach = 2;

    private static readonly nint PivotRoot = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture
        is System.Runtime.InteropServices.Architecture.Arm64 ? 41 : 155;

    public static Result<Done> Mount(string? source, string target, string type, nuint flags = 0, string? options = null) =>
        Libc.Mount(source ?? type, target, type, flags, options) < 0 ? Errno.Last($"mount {source ?? type} ({type}) on '{target}'") : Done.Ok;

    /// <summary>Shows a file or directory at a second place.</summary>
    public static Result<Done> Bind(string source, string target) =>
        Libc.Mount(source, target, null, Bound | Recursive, null) < 0 ? Errno.Last($"show '{source}' at '{target}'") : Done.Ok;

    /// <param name="also">What else is not to be had there.</param>
    public static Result<Done> BindReadOnly(string source, string target, nuint also = NoPrograms) => Bind(source, target).Then(_ =>
        Libc.Mount(null, target, null, Bound | Remount | ReadOnly | NoSetuid | NoDevices | also, null) < 0
            ? Errno.Last($"make '{target}' read-only")
            : Done.Ok);

    public static Result<Done> MakeReadOnly(string target, nuint flags = 0) =>
        Libc.Mount(null, target, null, Remount | ReadOnly | flags, null) < 0 ? Errno.Last($"make '{target}' read-only") : Done.Ok;

    /// <summary>Makes a directory below a read-only place writable.</summary>
    public static Result<Done> Unlock(string target) => Bind(target, target).Then(_ =>
        Libc.Mount(null, target, null, Bound | Remount | NoSetuid | NoDevices | NoPrograms, null) < 0
            ? Errno.Last($"make '{target}' writable")
            : Done.Ok);

    /// <summary>From now on nothing that is mounted here is seen elsewhere, nor the other way round.</summary>
    public static Result<Done> KeepApart() =>
        Libc.Mount(null, "/", null, Private | Recursive, null) < 0 ? Errno.Last("keep mounts apart") : Done.Ok;

    public static Result<Done> Unmount(string target) =>
        Libc.Unmount(target, Detach) < 0 ? Errno.Last($"unmount '{target}'") : Done.Ok;

    /// <summary>Unmounts what nobody uses any more; all that was written to it is on its device afterwards.</summary>
    public static Result<Done> UnmountUnused(string target) =>
        Libc.Unmount(target, 0) < 0 ? Errno.Last($"unmount '{target}'") : Done.Ok;

    /// <summary>Does something with a directory as the root of the calling thread, whose paths lead nowhere else meanwhile.</summary>
    public static Result<Done> Below(string root, Func<Result<Done>> work)
    {
        using var before = Libc.Open("/", Libc.CloseOnExec, 0);
        if (before.IsInvalid || Libc.ChangeRoot(root) < 0 || Libc.ChangeDirectory("/") < 0)
            return Errno.Last($"go below '{root}'");
        Result<Done> done;
        try
        {
            done = work();
        }
        catch
        {
            ComeBack();
            throw;
        }
        ComeBack();
        return done;

        void ComeBack()
        {
            if (Libc.ChangeDirectory(before) < 0 || Libc.ChangeRoot(".") < 0)
                throw new IOException($"A thread cannot come back from '{root}'.");
        }
    }

    /// <summary>Makes a directory the root of all in this mount namespace, and takes the one before away.</summary>
    public static Result<Done> ChangeRoot(string root)
    {
        // The old root is stacked onto the new one, and taken from there (pivot_root(2)): no directory is needed for it.
        if (Libc.ChangeDirectory(root) < 0 || Libc.Call(PivotRoot, ".", ".") < 0)
            return Errno.Last($"make '{root}' the root");
        return Unmount(".").Then(_ => Libc.ChangeDirectory("/") < 0 ? Errno.Last("enter the new root") : Done.Ok);
    }
}
