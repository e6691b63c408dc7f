using Naru.Primitives;
using Naru.SharedFileSystems.Storage;

namespace Naru.SharedFileSystems.Local;

/// <summary>The file systems of shares and snapshots, each in a sparse file.</summary>
/// <remarks>
/// ext4, because shares are also made smaller. A file is made under another name first, so that one of the right name is complete.
/// UUIDs are apart from the checksums of the metadata (<c>metadata_csum_seed</c>), so that a copy gets one of its own at once.
/// </remarks>
internal sealed class VolumeFiles(string directory)
{
    private const string Ending = ".img";
    private const string Unfinished = ".new";

    // Users of a client are none of ours: whom the rules let in may write at first, and sets the modes it wants.
    private const string OpenToAll = "set_inode_field / mode 040777";

    // e2fsck(8): 1 and 2 are errors that it has corrected.
    private const string Check = """e2fsck -f -p "$0" || [ $? -le 2 ]""";

    private readonly string _shares = Directory.CreateDirectory(Path.Combine(directory, "volumes")).FullName;
    private readonly string _snapshots = Directory.CreateDirectory(Path.Combine(directory, "snapshots")).FullName;
    private readonly string _released = Directory.CreateDirectory(Path.Combine(directory, "released")).FullName;

    public string PathOf(Volume volume) => Path.Combine(volume.IsSnapshot ? _snapshots : _shares, volume.Id + Ending);

    public bool Has(Volume volume) => File.Exists(PathOf(volume));

    public Capacity Capacity()
    {
        var disk = new DriveInfo(_shares);
        var promised = new DirectoryInfo(_shares).EnumerateFiles().Sum(file => Math.Max(0, file.Length - FileBlocks.AllocatedBytes(file.FullName)));
        return new Capacity(Gibibyte.Rounded(disk.TotalSize), Math.Max(0, Gibibyte.Rounded(disk.AvailableFreeSpace - promised)));
    }

    public async Task<Result<Done>> CreateAsync(Volume volume, int gib, CancellationToken cancellation)
    {
        var path = PathOf(volume) + Unfinished;
        SetLength(path, gib);
        var made = await Command.RunAsync(cancellation, "mkfs.ext4", "-q", "-F", "-m", "0", "-O", "metadata_csum_seed", "-E", "lazy_itable_init=1", "-U", volume.Id, path);
        if (!made.TryGet(out _, out var error) || !(await Command.RunAsync(cancellation, "debugfs", "-w", "-R", OpenToAll, path)).TryGet(out _, out error))
        {
            File.Delete(path);
            return error;
        }
        return Finish(volume);
    }

    /// <summary>Makes a volume, or makes it anew, with the bytes of another, which nobody changes meanwhile.</summary>
    public async Task<Result<Done>> CopyAsync(Volume source, Volume target, CancellationToken cancellation)
    {
        var path = PathOf(target) + Unfinished;
        var copied = await Command.RunAsync(cancellation, "cp", "--reflink=auto", "--sparse=always", "--", PathOf(source), path);
        if (!copied.TryGet(out _, out var error) || !(await CheckAsync(path, cancellation)).TryGet(out _, out error)
            || !(await Command.RunAsync(cancellation, "tune2fs", "-U", target.Id, path)).TryGet(out _, out error))
        {
            File.Delete(path);
            return error;
        }
        return Finish(target);
    }

    /// <summary>Changes the size of a volume that is not mounted.</summary>
    public async Task<Result<Done>> ResizeAsync(Volume volume, int gib, CancellationToken cancellation)
    {
        var path = PathOf(volume);
        if (!(await CheckAsync(path, cancellation)).TryGet(out _, out var error))
            return error;
        if (new FileInfo(path).Length < gib * Gibibyte.Bytes)
            SetLength(path, gib);
        if (!(await Command.RunAsync(cancellation, "resize2fs", path, $"{gib}G")).TryGet(out _, out error))
        {
            return error.Message.Contains("smaller than minimum", StringComparison.Ordinal)
                ? new Error(ErrorKind.Conflict, IShareBackend.DataWouldBeLost, $"What is stored does not fit into {gib} GiB.")
                : error;
        }
        SetLength(path, gib);
        return Done.Ok;
    }

    public int LengthInGiB(Volume volume) => (int)(new FileInfo(PathOf(volume)).Length / Gibibyte.Bytes);

    public void SetLength(Volume volume, int gib) => SetLength(PathOf(volume), gib);

    public void Delete(Volume volume)
    {
        File.Delete(PathOf(volume));
        File.Delete(PathOf(volume) + Unfinished);
    }

    public void Release(Volume volume)
    {
        if (Has(volume))
            File.Move(PathOf(volume), ReleasedPath(volume), overwrite: true);
    }

    public Result<int> Adopt(Volume volume)
    {
        if (File.Exists(ReleasedPath(volume)))
            File.Move(ReleasedPath(volume), PathOf(volume));
        return Has(volume)
            ? LengthInGiB(volume)
            : Error.NotFound("NotFound", $"There is no volume {volume.Id} that was released.");
    }

    /// <summary>Removes what a killed process left half made, and the volumes that nobody knows.</summary>
    public int Sweep(IReadOnlyCollection<Volume> known)
    {
        var names = known.Select(PathOf).ToHashSet();
        var lost = Directory.EnumerateFiles(_shares).Concat(Directory.EnumerateFiles(_snapshots)).Where(file => !names.Contains(file)).ToList();
        lost.ForEach(File.Delete);
        return lost.Count;
    }

    private Result<Done> Finish(Volume volume)
    {
        using (var file = new FileStream(PathOf(volume) + Unfinished, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.Flush(flushToDisk: true);
        File.Move(PathOf(volume) + Unfinished, PathOf(volume), overwrite: true);
        Directories.Sync(Path.GetDirectoryName(PathOf(volume))!);
        return Done.Ok;
    }

    private string ReleasedPath(Volume volume) => Path.Combine(_released, volume.Id + Ending);

    private static Task<Result<string>> CheckAsync(string path, CancellationToken cancellation) => Command.RunAsync(cancellation, "sh", "-c", Check, path);

    private static void SetLength(string path, int gib)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(gib * Gibibyte.Bytes);
    }
}
