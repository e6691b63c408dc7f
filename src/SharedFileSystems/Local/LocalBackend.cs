using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Storage;

namespace Naru.SharedFileSystems.Local;

/// <summary>Shares as file systems of this machine, exported over NFSv4 by NFS-Ganesha.</summary>
internal sealed class LocalBackend : IShareBackend, IDisposable
{
    private const string Everywhere = "0.0.0.0";

    // CAP_SYS_RESOURCE (capabilities(7)), without which the kernel refuses to resize a mounted ext4.
    private const int ResourceCapability = 24;

    private readonly string _address;
    private readonly VolumeFiles _files;
    private readonly NfsPlace _own;
    private readonly ConcurrentDictionary<string, NfsPlace> _servers = new();
    private readonly string _serversDirectory;
    private readonly string _namespaces;
    private readonly ILogger _log;

    // Clients do not notice that a share grows.
    private readonly bool _growsOnline;

    public LocalBackend(ShareOptions options, string address, ILogger log)
    {
        _address = address;
        _log = log;
        _files = new VolumeFiles(options.DataDirectory);
        _own = new NfsPlace(options.DataDirectory, address, options.NetworkNamespace, _files, log);
        _serversDirectory = Directory.CreateDirectory(Path.Combine(options.DataDirectory, "servers")).FullName;
        _namespaces = options.ServerNamespaces;
        _growsOnline = HasCapability(ResourceCapability);
        Features = _growsOnline
            ? BackendFeatures.Nfs
            : BackendFeatures.Nfs with { Interrupting = [.. BackendFeatures.Nfs.Interrupting.Items, ShareWork.Extend] };
    }

    public string Name => "LOCAL";

    public string Description => "ext4 in files, exported by NFS-Ganesha";

    public BackendFeatures Features { get; }

    public bool IsLost => _own.IsLost || _servers.Values.Any(server => server.IsLost);

    public Task<Result<Capacity>> CapacityAsync(CancellationToken cancellation) => Task.FromResult<Result<Capacity>>(_files.Capacity());

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

    public async Task<Result<Done>> StartAsync(IReadOnlyCollection<Volume> known, IReadOnlyCollection<string> servers, CancellationToken cancellation)
    {
        foreach (var stranger in Directory.EnumerateDirectories(_serversDirectory).Select(path => Path.GetFileName(path)).Except(servers))
            await RemoveServerAsync(stranger, cancellation);
        if (_files.Sweep(known) is > 0 and var swept)
            _log.Swept(swept);
        if (!(await _own.StartAsync(cancellation)).TryGet(out _, out var error))
            return error;
        // One whose host is not there yet is tried again with its exports.
        foreach (var server in servers)
            await PlaceOf(server).StartAsync(cancellation);
        _log.Exporting(_address, _growsOnline ? "does not interrupt clients" : "interrupts clients for a moment");
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
        if (!(await MountsOf(volume).UnmountAsync(volume, cancellation)).TryGet(out _, out var error))
            return error;
        _files.Delete(volume);
        return Done.Ok;
    }

    public async Task<Result<Done>> ResizeAsync(Volume volume, int gib, CancellationToken cancellation)
    {
        if (MountsOf(volume).IsMounted(volume) && _growsOnline && _files.LengthInGiB(volume) <= gib)
            return await MountsOf(volume).GrowAsync(volume, gib, cancellation);
        return (await MountsOf(volume).UnmountAsync(volume, cancellation)).TryGet(out _, out var error)
            ? await _files.ResizeAsync(volume, gib, cancellation)
            : error;
    }

    public async Task<Result<Done>> SnapshotAsync(Volume share, Volume snapshot, CancellationToken cancellation) =>
        _files.Has(snapshot) ? Done.Ok : await MountsOf(share).WhileFrozenAsync(share, () => _files.CopyAsync(share, snapshot, cancellation));

    public async Task<Result<Done>> RevertAsync(Volume share, Volume snapshot, CancellationToken cancellation) =>
        (await MountsOf(share).UnmountAsync(share, cancellation)).TryGet(out _, out var error) ? await _files.CopyAsync(snapshot, share, cancellation) : error;

    public async Task<Result<Done>> ReleaseAsync(Volume volume, CancellationToken cancellation)
    {
        if (!(await MountsOf(volume).UnmountAsync(volume, cancellation)).TryGet(out _, out var error))
            return error;
        _files.Release(volume);
        return Done.Ok;
    }

    public Task<Result<int>> AdoptAsync(Volume volume, CancellationToken cancellation) => Task.FromResult(_files.Adopt(volume));

    public async Task<Result<EquatableList<Unexported>>> PublishAsync(IReadOnlyList<Export> exports, CancellationToken cancellation)
    {
        if (!(await _own.PublishAsync([.. exports.Where(export => export.Volume.Server is null)], cancellation)).TryGet(out var missing, out var error))
            return error;
        var unexported = missing.Items.ToList();
        var wanted = exports.Where(export => export.Volume.Server is not null).ToLookup(export => export.Volume.Server!); // They have one.
        foreach (var server in wanted)
            PlaceOf(server.Key);
        foreach (var (server, place) in _servers.ToList())
        {
            IReadOnlyList<Export> own = [.. wanted[server]];
            if ((await place.PublishAsync(own, cancellation)).TryGet(out missing, out error))
            {
                unexported.AddRange(missing);
                continue;
            }
            // Whoever does not do as it is told lets nobody in, so that rules that were taken back have gone.
            await place.StopAsync();
            unexported.AddRange(own.Select(export => new Unexported(export, error.Message)));
        }
        return unexported.ToEquatableList();
    }

    public Task<Result<Done>> EnsureServerAsync(string server, CancellationToken cancellation) => PlaceOf(server).EnsureAsync(cancellation);

    public async Task RemoveServerAsync(string server, CancellationToken cancellation)
    {
        await PlaceOf(server).RemoveAsync();
        _servers.TryRemove(server, out _);
    }

    public Task<Result<string>> PathOfAsync(Volume volume, string? address, CancellationToken cancellation) =>
        Task.FromResult<Result<string>>($"{address ?? _address}:{NfsPlace.PseudoOf(volume)}");

    public string? KeyOf(ExportClient client) => null;

    public string? IdOf(string path)
    {
        var start = $"{_address}:{NfsPlace.Folder}";
        return path.StartsWith(start, StringComparison.Ordinal) && Guid.TryParseExact(path[start.Length..], "D", out var id) ? id.ToString() : null;
    }

    public Task StopAsync() => Task.WhenAll([_own.StopAsync(), .. _servers.Values.Select(server => server.StopAsync())]);

    public void Dispose()
    {
        foreach (var place in (NfsPlace[])[_own, .. _servers.Values])
            place.Dispose();
    }

    private NfsPlace PlaceOf(string server) => _servers.GetOrAdd(
        server, id => new NfsPlace(Path.Combine(_serversDirectory, id), Everywhere, Path.Combine(_namespaces, NodeShareServers.NamespacePrefix + id), _files, _log));

    private VolumeMounts MountsOf(Volume volume) => (volume.Server is { } server ? PlaceOf(server) : _own).Mounts;

    private static bool HasCapability(int number)
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("CapEff:", StringComparison.Ordinal));
        return (Convert.ToUInt64(line.Split('\t')[1].Trim(), 16) >> number & 1) == 1;
    }
}
