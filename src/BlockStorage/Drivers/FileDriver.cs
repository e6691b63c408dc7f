using Naru.BlockStorage.Exports;
using Naru.Primitives;

namespace Naru.BlockStorage.Drivers;

/// <summary>Volumes and snapshots as raw files with holes.</summary>
/// <remarks>
/// A file is made in <c>incoming/</c> and moved to its name when it is complete and durable. Copies share their blocks where the file system can
/// (<c>FICLONE</c>), and leave out holes where it cannot. What an administrator puts into <c>foreign/</c> can be managed.
/// </remarks>
/// <param name="hostName">The machine that has the files; whoever is elsewhere reaches them by <paramref name="export"/>.</param>
internal sealed class FileDriver(string root, string hostName, VolumeExport? export) : IVolumeDriver
{
    private readonly string _volumes = VolumesIn(root);
    private readonly string _snapshots = Directory.CreateDirectory(Path.Combine(root, "snapshots")).FullName;
    private readonly string _incoming = Directory.CreateDirectory(Path.Combine(root, "incoming")).FullName;
    private readonly string _foreign = Directory.CreateDirectory(Path.Combine(root, "foreign")).FullName;

    public string Name => "file";

    public string Protocol => "file";

    public string Description => "Raw files with holes, which share blocks where the file system can.";

    /// <summary>The directory with a file for each volume, by its id.</summary>
    public static string VolumesIn(string root) => Directory.CreateDirectory(Path.Combine(root, "volumes")).FullName;

    public DriverCapacity Capacity()
    {
        var drive = new DriveInfo(_volumes);
        return new DriverCapacity(drive.TotalSize, drive.AvailableFreeSpace);
    }

    public void Create(string volumeId, long bytes) => Make(BytesOf.Volume(volumeId), file => file.SetLength(bytes));

    public void CreateFrom(string volumeId, long bytes, BytesOf source, CancellationToken cancellation) => Make(BytesOf.Volume(volumeId), file =>
    {
        Copy(source, file, cancellation);
        file.SetLength(bytes);
    });

    public async Task CreateFromAsync(string volumeId, long bytes, Func<Stream, Task> write, CancellationToken cancellation)
    {
        var incoming = PathOfIncoming(BytesOf.Volume(volumeId));
        try
        {
            await using (var file = new FileStream(incoming, FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 0))
            {
                await write(file);
                file.SetLength(bytes);
                file.Flush(flushToDisk: true);
            }
            GiveName(BytesOf.Volume(volumeId), incoming);
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    public void Extend(string volumeId, long bytes)
    {
        using var file = new FileStream(PathOf(BytesOf.Volume(volumeId)), FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (file.Length < bytes)
            file.SetLength(bytes);
        file.Flush(flushToDisk: true);
    }

    public void TakeSnapshot(string snapshotId, string volumeId, CancellationToken cancellation) =>
        Make(BytesOf.Snapshot(snapshotId), file => Copy(BytesOf.Volume(volumeId), file, cancellation));

    // The file stays the same one: whoever has it open sees what it holds then.
    public void Revert(string volumeId, long bytes, string snapshotId, CancellationToken cancellation)
    {
        using var file = new FileStream(PathOf(BytesOf.Volume(volumeId)), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        file.SetLength(0);
        Copy(BytesOf.Snapshot(snapshotId), file, cancellation);
        file.SetLength(bytes);
        file.Flush(flushToDisk: true);
    }

    public void Delete(BytesOf what)
    {
        File.Delete(PathOfIncoming(what));
        File.Delete(PathOf(what));
        Directories.Sync(FolderOf(what.Kind));
    }

    public long? Length(BytesOf what) => new FileInfo(PathOf(what)) is { Exists: true } file ? file.Length : null;

    public IReadOnlyDictionary<string, long> VolumeLengths() => new DirectoryInfo(_volumes).EnumerateFiles().ToDictionary(file => file.Name, file => file.Length);

    public Stream Open(BytesOf what, CancellationToken cancellation) =>
        new FileStream(PathOf(what), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    public string Connection(string volumeId, string? host) => export is null || host == hostName
        ? new Uri(PathOf(BytesOf.Volume(volumeId))).AbsoluteUri
        : export.UriOf(Checked(volumeId));

    public IEnumerable<ForeignBytes> Foreign(BytesKind kind) =>
        new DirectoryInfo(_foreign).EnumerateFiles().Where(file => IsOfKind(file.Name, kind) && file.LinkTarget is null)
            .OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => new ForeignBytes(file.Name, file.Length));

    public void Adopt(BytesOf what, string name)
    {
        var foreign = PathOfForeign(name);
        if (!File.Exists(foreign) && File.Exists(PathOf(what)))
            return;
        GiveName(what, foreign);
        Directories.Sync(_foreign);
    }

    public void Release(BytesOf what)
    {
        if (!File.Exists(PathOf(what)))
            return;
        File.Move(PathOf(what), PathOfForeign(NameOf(what)), overwrite: false);
        Directories.Sync(_foreign);
        Directories.Sync(FolderOf(what.Kind));
    }

    public int Sweep(Func<BytesOf, bool> isNamed)
    {
        var swept = 0;
        foreach (var file in Directory.EnumerateFiles(_incoming)
            .Concat(Directory.EnumerateFiles(_volumes).Where(file => !isNamed(BytesOf.Volume(Path.GetFileName(file)))))
            .Concat(Directory.EnumerateFiles(_snapshots).Where(file => !isNamed(BytesOf.Snapshot(Path.GetFileName(file))))))
        {
            File.Delete(file);
            swept++;
        }
        return swept;
    }

    private void Make(BytesOf what, Action<FileStream> fill)
    {
        var incoming = PathOfIncoming(what);
        try
        {
            using (var file = new FileStream(incoming, FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 0))
            {
                fill(file);
                file.Flush(flushToDisk: true);
            }
            GiveName(what, incoming);
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    private void GiveName(BytesOf what, string file)
    {
        File.Move(file, PathOf(what), overwrite: true);
        Directories.Sync(FolderOf(what.Kind));
    }

    private void Copy(BytesOf source, FileStream target, CancellationToken cancellation)
    {
        using var file = new FileStream(PathOf(source), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        SparseCopy.Copy(file, target, cancellation);
    }

    private string FolderOf(BytesKind kind) => kind is BytesKind.Volume ? _volumes : _snapshots;

    // Ids are the program's own; a name of a path is none of them.
    private string PathOf(BytesOf what) => Path.Combine(FolderOf(what.Kind), Checked(what.Id));

    private string PathOfIncoming(BytesOf what) => Path.Combine(_incoming, NameOf(what));

    private string PathOfForeign(string name) => Path.Combine(_foreign, Checked(name));

    private static string NameOf(BytesOf what) => $"{PrefixOf(what.Kind)}{Checked(what.Id)}";

    private static string PrefixOf(BytesKind kind) => kind is BytesKind.Volume ? "volume-" : "snapshot-";

    private static bool IsOfKind(string name, BytesKind kind) => name.StartsWith(PrefixOf(BytesKind.Snapshot), StringComparison.Ordinal) == (kind is BytesKind.Snapshot);

    private static string Checked(string name) => name.Length is > 0 and <= 255 && name[0] != '.' && name.AsSpan().IndexOfAny('/', '\0') < 0
        ? name
        : throw new ArgumentException($"'{name}' names no file of the store.");
}
