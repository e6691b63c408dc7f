using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Naru.Agent.Instances.Kernel;
using Naru.Primitives;
using Naru.Protocols.Netlink;

namespace Naru.Agent.Instances.Disks;

/// <summary>Files that take room only for what has been written into them.</summary>
internal static class SparseFile
{
    // lseek(2).
    private const int SeekData = 3;
    private const int SeekHole = 4;

    /// <summary>FICLONE of linux/fs.h: both files share their blocks until one of them is written.</summary>
    private const nuint Clone = 0x40049409;

    private const int PieceLength = 1 << 20;
    private const int NoSuchData = 6;

    public static void Create(string path, long octets)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        file.SetLength(octets);
    }

    /// <summary>Makes it larger; a smaller size changes nothing.</summary>
    public static void Grow(string path, long octets)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
        if (file.Length < octets)
            file.SetLength(octets);
    }

    /// <summary>Copies what has been written, and shares blocks where the file system can.</summary>
    public static Result<Done> Copy(string source, string target)
    {
        using var from = File.OpenHandle(source);
        using var to = File.OpenHandle(target, FileMode.Create, FileAccess.ReadWrite);
        if (Libc.Control(to, Clone, from.DangerousGetHandle()) == 0)
            return Done.Ok;
        var length = RandomAccess.GetLength(from);
        RandomAccess.SetLength(to, length);
        var buffer = new byte[PieceLength];
        for (long position = 0; position < length;)
        {
            if (!Data(from, position, length).TryGet(out var piece, out var error))
                return error;
            for (position = piece.Start; position < piece.End;)
            {
                var read = RandomAccess.Read(from, buffer.AsSpan(0, (int)Math.Min(buffer.Length, piece.End - position)), position);
                if (read == 0)
                    break;
                RandomAccess.Write(to, buffer.AsSpan(0, read), position);
                position += read;
            }
        }
        return Done.Ok;
    }

    /// <summary>Writes octets unless they are zeros: these are there already.</summary>
    public static void WriteSparse(SafeFileHandle target, ReadOnlySpan<byte> octets, long position)
    {
        const int Block = 4096;
        while (octets.Length > 0)
        {
            var length = Math.Min(Block, octets.Length);
            if (octets[..length].ContainsAnyExcept((byte)0))
                RandomAccess.Write(target, octets[..length], position);
            octets = octets[length..];
            position += length;
        }
    }

    /// <summary>Where the next octets are that have been written, from a place on; none: the largest number.</summary>
    public static long NextData(SafeFileHandle file, long position) => Libc.Seek(file, position, SeekData) is >= 0 and var found ? found : long.MaxValue;

    private static Result<(long Start, long End)> Data(SafeFileHandle file, long position, long length)
    {
        var start = Libc.Seek(file, position, SeekData);
        if (start < 0)
        {
            return Marshal.GetLastPInvokeError() == NoSuchData
                ? (length, length)
                : Errno.Last("find the data of a sparse file");
        }
        var end = Libc.Seek(file, start, SeekHole);
        return (start, end < 0 ? length : end);
    }
}
