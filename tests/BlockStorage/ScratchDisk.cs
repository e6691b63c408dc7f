using System.Diagnostics;
using System.Globalization;

namespace Naru.BlockStorage.Specs;

/// <summary>A small file system of its own: one that is soon full, or one that clones files.</summary>
public sealed class ScratchDisk : IDisposable
{
    private readonly string _home = System.IO.Directory.CreateTempSubdirectory("naru-scratch-spec-").FullName;

    private ScratchDisk() => System.IO.Directory.CreateDirectory(Directory);

    public string Directory => Path.Combine(_home, "disk");

    public long FreeBytes => new DriveInfo(Directory).AvailableFreeSpace;

    public static ScratchDisk OfMemory(int mebibytes)
    {
        var disk = new ScratchDisk();
        Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", disk.Directory);
        return disk;
    }

    /// <summary>XFS, whose files share blocks (<c>FICLONE</c>).</summary>
    public static ScratchDisk OfXfs(int mebibytes)
    {
        var disk = new ScratchDisk();
        var file = Path.Combine(disk._home, "image");
        Run("truncate", "-s", string.Create(CultureInfo.InvariantCulture, $"{mebibytes}M"), file);
        Run("mkfs.xfs", "-q", "-m", "reflink=1", file);
        Run("mount", "-o", "loop", file, disk.Directory);
        return disk;
    }

    public void Dispose()
    {
        Run("umount", Directory);
        System.IO.Directory.Delete(_home, recursive: true);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
