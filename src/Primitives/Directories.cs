using System.Runtime.InteropServices;

namespace Naru.Primitives;

/// <summary>Makes the entries of a directory durable, which writing a file alone does not (fsync(2)).</summary>
public static partial class Directories
{
    private const int ReadOnly = 0;

    /// <exception cref="IOException">It cannot be opened or made durable.</exception>
    public static void Sync(string path)
    {
        var handle = Open(path, ReadOnly);
        if (handle < 0)
            throw new IOException($"The directory '{path}' cannot be opened: error {Marshal.GetLastPInvokeError()}.");
        try
        {
            if (Sync(handle) != 0)
                throw new IOException($"The directory '{path}' cannot be made durable: error {Marshal.GetLastPInvokeError()}.");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
