namespace Naru.BlockStorage.Drivers.Rbd;

/// <summary>Volumes and snapshots as images of a pool of Ceph, which hosts open themselves.</summary>
/// <remarks>
/// <para>A snapshot is an image as well: a clone that nobody writes to. So either can be removed first, as with files. An image that is made of another one is renamed when it is
/// complete; what has a name is whole.</para>
/// <para>Images of ours have a prefix; every other one is foreign and can be managed. What no record names is removed. Records that are not those of these images would remove them
/// all, and so an image says whose they are: nothing is changed before that was read.</para>
/// </remarks>
/// <param name="owner">The id of the records.</param>
/// <param name="scratch">A directory for bytes that come from or go to others: they are a file first, with holes.</param>
internal sealed class RbdDriver(RbdOptions options, string owner, string scratch) : IVolumeDriver
{
    private const string Ours = "naru-";
    private const string OwnerPrefix = Ours + "owner-";
    private const string IncomingPrefix = Ours + "incoming-";
    private const long OwnerLength = 1 << 20;

    // Reads of what an image shares go through all behind it.
    private const int DeepestClone = 5;

    private readonly RbdPool _pool = new(options);
    private readonly Lock _taking = new();
    private bool _isTaken;

    public string Name => "rbd";

    public string Protocol => "ceph";

    public string Description => "Images of a pool of Ceph, which share what neither has changed.";

    public DriverCapacity Capacity() => _pool.Capacity();

    public void Create(string volumeId, long bytes)
    {
        Take();
        _pool.Create(NameOf(BytesOf.Volume(volumeId)), bytes);
    }

    public void CreateFrom(string volumeId, long bytes, BytesOf source, CancellationToken cancellation) => Copy(source, BytesOf.Volume(volumeId), bytes, cancellation);

    public async Task CreateFromAsync(string volumeId, long bytes, Func<Stream, Task> write, CancellationToken cancellation)
    {
        Take();
        var what = BytesOf.Volume(volumeId);
        await using var file = NewScratch(FileMode.CreateNew);
        await write(file);
        file.SetLength(bytes);
        await file.FlushAsync(cancellation);
        _pool.Import(file.Name, IncomingOf(what), cancellation);
        GiveName(what);
    }

    public void Extend(string volumeId, long bytes)
    {
        Take();
        var name = NameOf(BytesOf.Volume(volumeId));
        if (_pool.Length(name) is not { } length)
            throw new FileNotFoundException($"There is no image {name}.");
        if (length < bytes)
            _pool.Resize(name, bytes);
    }

    public void TakeSnapshot(string snapshotId, string volumeId, CancellationToken cancellation) => Copy(BytesOf.Volume(volumeId), BytesOf.Snapshot(snapshotId), null, cancellation);

    public void Revert(string volumeId, long bytes, string snapshotId, CancellationToken cancellation) => Copy(BytesOf.Snapshot(snapshotId), BytesOf.Volume(volumeId), bytes, cancellation);

    public void Delete(BytesOf what)
    {
        Take();
        _pool.Remove(IncomingOf(what));
        _pool.Remove(NameOf(what));
        _pool.EmptyTrash(Ours);
    }

    public long? Length(BytesOf what) => _pool.Length(NameOf(what));

    public IReadOnlyDictionary<string, long> VolumeLengths() =>
        _pool.Images().Where(image => Parse(image.Name) is { Kind: BytesKind.Volume }).ToDictionary(image => image.Name[PrefixOf(BytesKind.Volume).Length..], image => image.Length);

    public Stream Open(BytesOf what, CancellationToken cancellation)
    {
        if (Length(what) is null)
            throw new FileNotFoundException($"There is no image {NameOf(what)}.");
        var path = ScratchPath();
        try
        {
            _pool.Export(NameOf(what), path, cancellation);
            return NewScratch(FileMode.Open, path);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public string Connection(string volumeId, string? host) => _pool.UriOf(NameOf(BytesOf.Volume(volumeId)));

    public IEnumerable<ForeignBytes> Foreign(BytesKind kind) =>
        _pool.Images().Where(image => !image.Name.StartsWith(Ours, StringComparison.Ordinal) && IsOfKind(image.Name, kind))
            .OrderBy(image => image.Name, StringComparer.Ordinal).Select(image => new ForeignBytes(image.Name, image.Length));

    public void Adopt(BytesOf what, string name)
    {
        Take();
        // What is not there has got its new name already, or never was.
        if (!_pool.Rename(name, NameOf(what)) && Length(what) is null)
            throw new FileNotFoundException($"There is no image {name}.");
    }

    public void Release(BytesOf what)
    {
        Take();
        var foreign = NameOf(what)[Ours.Length..];
        // What is not there has got its new name already; else its bytes would be nobody's, and be removed.
        if (!_pool.Rename(NameOf(what), foreign) && _pool.Length(foreign) is null)
            throw new FileNotFoundException($"There is no image {NameOf(what)}.");
    }

    public int Sweep(Func<BytesOf, bool> isNamed)
    {
        foreach (var left in Directory.EnumerateFiles(scratch))
            File.Delete(left);
        Take();
        var swept = 0;
        foreach (var name in _pool.Names().Where(name => name.StartsWith(IncomingPrefix, StringComparison.Ordinal) || (Parse(name) is { } what && !isNamed(what))))
        {
            // What is still open on a host is left for the next time.
            if (_pool.TryRemove(name))
                swept++;
        }
        _pool.EmptyTrash(Ours);
        return swept;
    }

    private void Copy(BytesOf source, BytesOf target, long? bytes, CancellationToken cancellation)
    {
        Take();
        var incoming = IncomingOf(target);
        _pool.Clone(NameOf(source), incoming, cancellation);
        if (bytes is { } wanted && _pool.Length(incoming) < wanted)
            _pool.Resize(incoming, wanted);
        if (_pool.Depth(incoming) > DeepestClone)
            _pool.Flatten(incoming, cancellation);
        GiveName(target);
    }

    private void GiveName(BytesOf what)
    {
        _pool.Remove(NameOf(what));
        if (!_pool.Rename(IncomingOf(what), NameOf(what)))
            throw new FileNotFoundException($"There is no image {IncomingOf(what)}.");
    }

    private void Take()
    {
        lock (_taking)
        {
            if (_isTaken)
                return;
            var mine = OwnerPrefix + owner;
            var owners = Owners();
            if (owners.Count == 0)
            {
                _pool.Create(mine, OwnerLength);
                owners = Owners();
            }
            if (owners is not [var only] || only != mine)
                throw new IOException($"The pool {options.Pool} has '{string.Join("', '", owners)}', and this server would have '{mine}': give it a pool of its own.");
            _isTaken = true;
        }
    }

    private List<string> Owners() => [.. _pool.Names().Where(name => name.StartsWith(OwnerPrefix, StringComparison.Ordinal))];

    private string ScratchPath() => Path.Combine(scratch, Guid.NewGuid().ToString("N"));

    private FileStream NewScratch(FileMode mode, string? path = null) => new(path ?? ScratchPath(), mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.DeleteOnClose);

    private static BytesOf? Parse(string name) =>
        name.StartsWith(PrefixOf(BytesKind.Volume), StringComparison.Ordinal) ? BytesOf.Volume(name[PrefixOf(BytesKind.Volume).Length..])
        : name.StartsWith(PrefixOf(BytesKind.Snapshot), StringComparison.Ordinal) ? BytesOf.Snapshot(name[PrefixOf(BytesKind.Snapshot).Length..])
        : null;

    private static string NameOf(BytesOf what) => PrefixOf(what.Kind) + what.Id;

    private static string IncomingOf(BytesOf what) => IncomingPrefix + NameOf(what)[Ours.Length..];

    private static string PrefixOf(BytesKind kind) => kind is BytesKind.Volume ? Ours + "volume-" : Ours + "snapshot-";

    private static bool IsOfKind(string name, BytesKind kind) => name.StartsWith(PrefixOf(BytesKind.Snapshot)[Ours.Length..], StringComparison.Ordinal) == (kind is BytesKind.Snapshot);
}
