using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Naru.BlockStorage.Drivers;

/// <summary>Copies a file so that it takes no more room than the first: shared blocks where the file system has them, else only what is no hole.</summary>
internal static partial class SparseCopy
{
    private const int BufferSize = 1 << 20;

    // ioctl_ficlone(2), lseek(2) of Linux.
    private const nuint CloneFile = 0x40049409;
    private const int SeekData = 3;
    private const int SeekHole = 4;
    private const int NoMoreData = 6;

    /// <summary>Copies a stream to its end; from file to file like a file.</summary>
    public static Task CopyAsync(Stream source, Stream target, CancellationToken cancellation)
    {
        if (source is not FileStream from || target is not FileStream to)
            return source.CopyToAsync(target, BufferSize, cancellation);
        Copy(from, to, cancellation);
        return Task.CompletedTask;
    }

    public static void Copy(FileStream source, FileStream target, CancellationToken cancellation)
    {
        if (Clone(target.SafeFileHandle, CloneFile, source.SafeFileHandle) == 0)
            return;
        var length = source.Length;
        target.SetLength(length);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (long start = 0; (start = Next(source.SafeFileHandle, start, SeekData)) >= 0 && start < length;)
            {
                var end = Next(source.SafeFileHandle, start, SeekHole);
                start = CopyRange(source, target, start, end < 0 ? length : Math.Min(end, length), buffer, cancellation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether a range of a file is anything but a hole.</summary>
    public static bool HasData(FileStream file, long start, long length)
    {
        var next = Next(file.SafeFileHandle, start, SeekData);
        return next >= 0 && next < start + length;
    }

    private static long CopyRange(FileStream source, FileStream target, long start, long end, byte[] buffer, CancellationToken cancellation)
    {
        while (start < end)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = RandomAccess.Read(source.SafeFileHandle, buffer.AsSpan(0, (int)Math.Min(BufferSize, end - start)), start);
            if (read == 0)
                break;
            RandomAccess.Write(target.SafeFileHandle, buffer.AsSpan(0, read), start);
            start += read;
        }
        return Math.Max(start, end);
    }

    // -1: no more of it. A file system that knows no holes has data everywhere.
    private static long Next(SafeFileHandle file, long start, int what)
    {
        var next = Seek(file, start, what);
        if (next >= 0)
            return next;
        return Marshal.GetLastPInvokeError() == NoMoreData ? -1 : what == SeekData ? start : -1;
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Clone(SafeFileHandle target, nuint request, SafeFileHandle source);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long Seek(SafeFileHandle file, long offset, int whence);
}
