using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Naru.Agent.Instances.Kernel;

/// <summary>The calls of libc that instances are made with. Each sets the last P/Invoke error, but those of <c>posix_spawn</c>, which return theirs.</summary>
internal static partial class Libc
{
    // unshare(2), setns(2): linux/sched.h.
    public const int CloneFileSystem = 0x200;
    public const int NewTime = 0x80;
    public const int NewMount = 0x20000;
    public const int NewHostName = 0x4000000;
    public const int NewIpc = 0x8000000;
    public const int NewUser = 0x10000000;
    public const int NewPid = 0x20000000;
    public const int NewNetwork = 0x40000000;

    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int ReadWrite = 2;
    public const int NotControlling = 0x100;
    public const int Append = 0x400;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;

    public const int Kill9 = 9;

    /// <summary>WNOHANG.</summary>
    public const int DoNotWait = 1;

    private const string Name = "libc";

    [LibraryImport(Name, EntryPoint = "unshare", SetLastError = true)]
    public static partial int Unshare(int flags);

    [LibraryImport(Name, EntryPoint = "setns", SetLastError = true)]
    public static partial int SetNamespace(SafeHandle descriptor, int kind);

    [LibraryImport(Name, EntryPoint = "gettid")]
    public static partial int ThreadId();

    [LibraryImport(Name, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags, uint mode);

    [LibraryImport(Name, EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Mount(string? source, string target, string? type, nuint flags, string? options);

    [LibraryImport(Name, EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Unmount(string target, int flags);

    [LibraryImport(Name, EntryPoint = "chdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeDirectory(string path);

    [LibraryImport(Name, EntryPoint = "fchdir", SetLastError = true)]
    public static partial int ChangeDirectory(SafeHandle directory);

    [LibraryImport(Name, EntryPoint = "chroot", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeRoot(string path);

    [LibraryImport(Name, EntryPoint = "mknod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeNode(string path, uint mode, ulong device);

    [LibraryImport(Name, EntryPoint = "chmod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeMode(string path, uint mode);

    [LibraryImport(Name, EntryPoint = "sethostname", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetHostName(string name, nint length);

    [LibraryImport(Name, EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Call(nint number, string first, string second);

    [LibraryImport(Name, EntryPoint = "prctl", SetLastError = true)]
    public static partial int Control(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [LibraryImport(Name, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeHandle file, nuint request, nint argument);

    [LibraryImport(Name, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeHandle file, nuint request, Span<byte> argument);

    [LibraryImport(Name, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeHandle file, ReadOnlySpan<byte> octets, nint length);

    [LibraryImport(Name, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeHandle file, Span<byte> octets, nint length);

    [LibraryImport(Name, EntryPoint = "lseek64", SetLastError = true)]
    public static partial long Seek(SafeHandle file, long position, int whence);

    [LibraryImport(Name, EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwnerOfLink(string path, uint user, uint group);

    [LibraryImport(Name, EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string existing, string path);

    [LibraryImport(Name, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ExtendedStatus(int directory, string path, int flags, uint mask, Span<byte> status);

    [LibraryImport(Name, EntryPoint = "syncfs", SetLastError = true)]
    public static partial int Synchronize(SafeHandle file);

    [LibraryImport(Name, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport(Name, EntryPoint = "waitpid", SetLastError = true)]
    public static partial int Wait(int pid, out int status, int options);

    [LibraryImport(Name, EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Spawn(out int pid, string path, Span<byte> actions, Span<byte> attributes, string?[] arguments, string?[] environment);

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int InitializeActions(Span<byte> actions);

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int DestroyActions(Span<byte> actions);

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AddOpen(Span<byte> actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int AddDuplicate(Span<byte> actions, int descriptor, int to);

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_addclose")]
    public static partial int AddClose(Span<byte> actions, int descriptor);

    [LibraryImport(Name, EntryPoint = "posix_spawnattr_init")]
    public static partial int InitializeAttributes(Span<byte> attributes);

    [LibraryImport(Name, EntryPoint = "posix_spawnattr_setflags")]
    public static partial int SetFlags(Span<byte> attributes, short flags);

    [LibraryImport(Name, EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int SetDefaultSignals(Span<byte> attributes, ReadOnlySpan<byte> signals);

    [LibraryImport(Name, EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int SetSignalMask(Span<byte> attributes, ReadOnlySpan<byte> signals);
}
