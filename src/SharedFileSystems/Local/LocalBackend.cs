using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.SharedFileSystems.Storage;

namespace Naru.SharedFileSystems.Local;

/// <summary>Shares as file systems of this machine, exported over NFSv4 by NFS-Ganesha.</summary>
internal sealed class LocalBackend : IShareBackend
{
    private const string Folder = "/shares/";

    // CAP_SYS_RESOURCE (capabilities(7)), without which the kernel refuses to resize a mounted ext4.
    private const int ResourceCapability = 24;

    private readonly string _address;
    private readonly VolumeFiles _files;
    private readonly NfsServer _nfs;
    private readonly VolumeMounts _mounts;
    private readonly string _recovery;
    private readonly ILogger _log;

    // What the NFS server has been told; null: not known.
    private EquatableList<Export>? _written;

    public LocalBackend(ShareOptions options, string address, ILogger log)
    {
        _address = address;
        _log = log;
        _files = new VolumeFiles(options.DataDirectory);
        _nfs = new NfsServer(options.DataDirectory, options.NetworkNamespace, log);
        _mounts = new VolumeMounts(Path.Combine(options.DataDirectory, "mounts"), _files, _nfs);
        _recovery = Directory.CreateDirectory(Path.Combine(options.DataDirectory, "recovery")).FullName;
        GrowsOnline = HasCapability(ResourceCapability);
    }

    public string Name => "LOCAL";

    public string Description => "ext4 in files, exported by NFS-Ganesha";

    public bool GrowsOnline { get; }

    public Capacity Capacity => _files.Capacity();

    public bool IsLost => !_nfs.IsAlive;

    /// <summary>Why this machine cannot export shares; null when it can.</summary>
    public static string? Obstacle()
    {
        if (!Environment.IsPrivilegedProcess)
            return "the server does not run as root";
        if (!File.Exists("/dev/loop-control"))
            return "the kernel has no loop devices";
        string[] programs = ["ganesha.nfsd", "mkfs.ext4", "resize2fs", "e2fsck", "tune2fs", "losetup", "nsenter", "unshare", "fsfreeze", "mount"];
        return programs.FirstOrDefault(program => Command.Find(program) is null) is { } missing ? $"the program {missing} is not there" : null;
    }

    public async Task<Result<Done>> StartAsync(IReadOnlyCollection<Volume> known, CancellationToken cancellation)
    {
        if (_files.Sweep(known) is > 0 and var swept)
            _log.Swept(swept);
        if (!File.Exists(_nfs.Configuration))
            WriteConfiguration([]);
        if (!(await _nfs.EnsureAsync(cancellation)).TryGet(out _, out var error))
            return error;
        await _mounts.ThawAsync(cancellation);
        _log.Exporting(_address, GrowsOnline ? "does not interrupt clients" : "interrupts clients for a moment");
        return Done.Ok;
    }

    public async Task<Result<Done>> CreateAsync(Volume volume, int gib, Volume? source, CancellationToken cancellation)
    {
        if (_files.Has(volume))
            return Done.Ok;
        if (source is null)
            return await _files.CreateAsync(volume, gib, cancellation);
        return (await _files.CopyAsync(source, volume, cancellation)).TryGet(out _, out var error)
            ? await _files.ResizeAsync(volume, gib, cancellation)
            : error;
    }

    public async Task<Result<Done>> DeleteAsync(Volume volume, CancellationToken cancellation)
    {
        if (!(await _mounts.UnmountAsync(volume, cancellation)).TryGet(out _, out var error))
            return error;
        _files.Delete(volume);
        return Done.Ok;
    }

    public async Task<Result<Done>> ResizeAsync(Volume volume, int gib, CancellationToken cancellation)
    {
        if (_mounts.IsMounted(volume) && GrowsOnline && _files.LengthInGiB(volume) <= gib)
            return await _mounts.GrowAsync(volume, gib, cancellation);
        return (await _mounts.UnmountAsync(volume, cancellation)).TryGet(out _, out var error)
            ? await _files.ResizeAsync(volume, gib, cancellation)
            : error;
    }

    public async Task<Result<Done>> SnapshotAsync(Volume share, Volume snapshot, CancellationToken cancellation) =>
        _files.Has(snapshot) ? Done.Ok : await _mounts.WhileFrozenAsync(share, () => _files.CopyAsync(share, snapshot, cancellation));

    public async Task<Result<Done>> RevertAsync(Volume share, Volume snapshot, CancellationToken cancellation) =>
        (await _mounts.UnmountAsync(share, cancellation)).TryGet(out _, out var error) ? await _files.CopyAsync(snapshot, share, cancellation) : error;

    public async Task<Result<Done>> ReleaseAsync(Volume volume, CancellationToken cancellation)
    {
        if (!(await _mounts.UnmountAsync(volume, cancellation)).TryGet(out _, out var error))
            return error;
        _files.Release(volume);
        return Done.Ok;
    }

    public Task<Result<int>> AdoptAsync(Volume volume, CancellationToken cancellation) => Task.FromResult(_files.Adopt(volume));

    public async Task<Result<EquatableList<Unexported>>> PublishAsync(IReadOnlyList<Export> exports, CancellationToken cancellation)
    {
        if (!(await _nfs.EnsureAsync(cancellation)).TryGet(out var isNew, out var error))
            return error;
        var mounted = new List<Export>();
        var unmounted = new List<Unexported>();
        var known = _mounts.Mounted();
        foreach (var export in exports)
        {
            if (known.Contains(_mounts.DirectoryOf(export.Volume)) || (await _mounts.MountAsync(export.Volume, cancellation)).TryGet(out _, out error))
                mounted.Add(export);
            else if (!_nfs.IsAlive)
                return error;
            else
                unmounted.Add(new Unexported(export, error.Message));
        }
        // A volume that is tried again and again in vain does not disturb the clients of the others.
        var written = mounted.ToEquatableList();
        if (!isNew && written == _written)
            return unmounted.ToEquatableList();
        _written = null;
        WriteConfiguration(mounted);
        if (!(await _nfs.RereadAsync(cancellation)).TryGet(out _, out error))
            return error;
        _written = written;
        return unmounted.ToEquatableList();
    }

    public string PathOf(Volume volume) => $"{_address}:{PseudoOf(volume)}";

    public string? IdOf(string path)
    {
        var start = $"{_address}:{Folder}";
        return path.StartsWith(start, StringComparison.Ordinal) && Guid.TryParseExact(path[start.Length..], "D", out var id) ? id.ToString() : null;
    }

    public Task StopAsync() => _nfs.StopAsync();

    private void WriteConfiguration(IReadOnlyList<Export> exports)
    {
        var text = GaneshaText.Of(_address, _recovery, exports.Select(export => (export, _mounts.DirectoryOf(export.Volume), PseudoOf(export.Volume))));
        var draft = _nfs.Configuration + ".new";
        File.WriteAllText(draft, text);
        File.Move(draft, _nfs.Configuration, overwrite: true);
    }

    private static string PseudoOf(Volume volume) => Folder + volume.Id;

    private static bool HasCapability(int number)
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("CapEff:", StringComparison.Ordinal));
        return (Convert.ToUInt64(line.Split('\t')[1].Trim(), 16) >> number & 1) == 1;
    }
}
