using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Naru.Protocols.Netlink;

/// <summary>The calls of libc that .NET has no method for. Each sets the last P/Invoke error.</summary>
internal static partial class Libc
{
    public const int AddressFamilyNetlink = 16;
    public const int AddressFamilyPacket = 17;
    public const int SocketRaw = 3;
    public const int SocketDatagram = 2;
    public const int SocketCloseOnExec = 0x80000;
    public const int OpenWriteOnly = 1;
    public const int OpenCloseOnExec = 0x80000;
    public const int CloneNewNetwork = 0x40000000;

    /// <summary>MSG_TRUNC: the result is the length of the whole datagram, also where it did not fit.</summary>
    public const int MessageTruncated = 0x20;

    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int ProtocolError = 71;
    public const int MessageTooLong = 90;

    /// <summary>MFD_CLOEXEC.</summary>
    public const uint MemoryFileCloseOnExec = 1;

    /// <summary>AT_EMPTY_PATH: the descriptor itself is meant.</summary>
    public const int EmptyPath = 0x1000;

    // struct statx of linux/stat.h, whose layout is the same on every architecture.
    public const uint StatusInode = 0x100;
    public const int StatusInodeOffset = 32;
    public const int ExtendedStatusLength = 256;

    private const string Name = "libc";

    [LibraryImport(Name, EntryPoint = "socket", SetLastError = true)]
    public static partial SafeFileHandle Socket(int domain, int type, int protocol);

    [LibraryImport(Name, EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(SafeHandle socket, ReadOnlySpan<byte> address, int length);

    [LibraryImport(Name, EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetSocketOption(SafeHandle socket, int level, int option, in int value, int length);

    [LibraryImport(Name, EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(SafeHandle socket, ReadOnlySpan<byte> bytes, nint length, int flags);

    [LibraryImport(Name, EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(SafeHandle socket, Span<byte> bytes, nint length, int flags);

    [LibraryImport(Name, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags, int mode);

    [LibraryImport(Name, EntryPoint = "setns", SetLastError = true)]
    public static partial int SetNamespace(SafeHandle descriptor, int kind);

    [LibraryImport(Name, EntryPoint = "unshare", SetLastError = true)]
    public static partial int Unshare(int flags);

    [LibraryImport(Name, EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Mount(string source, string target, string type, nuint flags, nint options);

    [LibraryImport(Name, EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Unmount(string target, int flags);

    [LibraryImport(Name, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ExtendedStatus(SafeHandle directory, string path, int flags, uint mask, Span<byte> status);

    [LibraryImport(Name, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeHandle socket, nuint request, Span<byte> argument);

    [LibraryImport(Name, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeHandle file, ReadOnlySpan<byte> bytes, nint length);

    [LibraryImport(Name, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeHandle file, Span<byte> bytes, nint length);

    [LibraryImport(Name, EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle CreateMemoryFile(string name, uint flags);
}
