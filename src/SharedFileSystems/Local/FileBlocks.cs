using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Naru.SharedFileSystems.Local;

/// <summary>How much of a sparse file is really there.</summary>
internal static partial class FileBlocks
{
    private const int SeekData = 3;
    private const int SeekHole = 4;

    /// <summary>Adds up the extents that lseek(2) tells of.</summary>
    public static long AllocatedBytes(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            long total = 0;
            for (long end = 0; ;)
            {
                // ENXIO: no more data behind the offset.
                var start = Seek(file, end, SeekData);
                if (start < 0)
                    return total;
                end = Seek(file, start, SeekHole);
                total += end - start;
            }
        }
        catch (IOException)
        {
            // Deleted meanwhile.
            return 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long Seek(SafeFileHandle file, long offset, int whence);
}
