using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.SharedFileSystems.Storage;

namespace Naru.SharedFileSystems.Ceph;

/// <summary>Shares as subvolumes of a file system of Ceph, which clients mount themselves as users of Ceph.</summary>
/// <remarks>To publish is to say who may use which subvolume. Ceph remembers that, so nothing is lost with this process.</remarks>
internal sealed class CephBackend : IShareBackend
{
    private readonly CephFsOptions _options;
    private readonly ILogger _log;
    private readonly CephCluster _cluster;
    private readonly CephVolumes _volumes;
    private readonly ConcurrentDictionary<string, string> _paths = new();
    private readonly ConcurrentDictionary<string, string> _keys = new();

    // Permissions of volumes that no record names are somebody else's.
    private readonly HashSet<string> _known = [];

    // Whose permission was taken back, and whose sessions may go on.
    private readonly HashSet<CephGrant> _evicted = [];

    // Who may use what; null: that has to be read.
    private HashSet<CephGrant>? _granted;
    private string _monitors = "";
    private string _pool = "";

    public CephBackend(CephFsOptions options, ILogger log)
    {
        _options = options;
        _log = log;
        var ceph = new CephCommands(options);
        _cluster = new CephCluster(options, ceph);
        _volumes = new CephVolumes(options, ceph);
    }

    public string Name => "CEPHFS";

    public string Description => $"subvolumes of the file system {_options.FileSystem} of Ceph";

    public BackendFeatures Features => BackendFeatures.CephFs;

    // What Ceph keeps in mind is kept.
    public bool IsLost => false;

    public async Task<Result<Capacity>> CapacityAsync(CancellationToken cancellation) =>
        (await EnsurePoolAsync(cancellation)).TryGet(out _, out var error) ? await _cluster.CapacityAsync(_pool, cancellation) : error;

    public async Task<Result<Done>> StartAsync(IReadOnlyCollection<Volume> known, IReadOnlyCollection<string> servers, CancellationToken cancellation)
    {
        if (!(await EnsurePoolAsync(cancellation)).TryGet(out _, out var error) || !(await _cluster.MonitorsAsync(cancellation)).TryGet(out var monitors, out error)
            || !(await _volumes.MakeGroupAsync(cancellation)).TryGet(out _, out error))
        {
            return error;
        }
        _monitors = monitors;
        _known.UnionWith(known.Select(volume => volume.Id));
        _log.InCeph(_options.FileSystem, _options.Group, monitors);
        return Done.Ok;
    }

    public Task<Result<Done>> EnsureServerAsync(string server, CancellationToken cancellation) =>
        Task.FromResult<Result<Done>>(Command.Failed($"Share server {server} cannot be had: shares in Ceph have none."));

    public Task RemoveServerAsync(string server, CancellationToken cancellation) => Task.CompletedTask;

    public async Task<Result<Done>> CreateAsync(Volume volume, int gib, Volume? source, CancellationToken cancellation)
    {
        if (source is null)
            return await _volumes.CreateAsync(volume.Id, gib, cancellation);
        return (await _volumes.CloneAsync(source, volume.Id, cancellation)).TryGet(out _, out var error) ? await _volumes.ResizeAsync(volume.Id, gib, cancellation) : error;
    }

    public Task<Result<Done>> DeleteAsync(Volume volume, CancellationToken cancellation)
    {
        _paths.TryRemove(volume.Id, out _);
        return volume.IsSnapshot ? _volumes.DeleteSnapshotAsync(volume, cancellation) : _volumes.DeleteAsync(volume.Id, cancellation);
    }

    public Task<Result<Done>> ResizeAsync(Volume volume, int gib, CancellationToken cancellation) => _volumes.ResizeAsync(volume.Id, gib, cancellation);

    public Task<Result<Done>> SnapshotAsync(Volume share, Volume snapshot, CancellationToken cancellation) => _volumes.SnapshotAsync(share.Id, snapshot.Id, cancellation);

    public Task<Result<Done>> RevertAsync(Volume share, Volume snapshot, CancellationToken cancellation) =>
        Task.FromResult<Result<Done>>(Command.Failed($"Volume {share.Id} cannot go back to snapshot {snapshot.Id}: Ceph has no such operation. A share of the snapshot can be made."));

    // Nothing is removed that no record names, so there is nothing to be done for it to stay.
    public Task<Result<Done>> ReleaseAsync(Volume volume, CancellationToken cancellation) => Task.FromResult(Done.Ok);

    public async Task<Result<int>> AdoptAsync(Volume volume, CancellationToken cancellation)
    {
        if (volume.IsSnapshot)
            return (await _volumes.FindSnapshotAsync(volume, cancellation)).Map(_ => 0);
        if (!(await _volumes.SizeAsync(volume.Id, cancellation)).TryGet(out var bytes, out var error))
            return error;
        if (bytes is null)
            return ManilaErrors.Invalid($"Subvolume {volume.Id} has no quota: give it one ('ceph fs subvolume resize'), which becomes the size of the share.");
        var gib = Gibibyte.Holding(bytes.Value);
        return bytes.Value == gib * Gibibyte.Bytes ? gib : (await _volumes.ResizeAsync(volume.Id, gib, cancellation)).Map(_ => gib);
    }

    public async Task<Result<EquatableList<Unexported>>> PublishAsync(IReadOnlyList<Export> exports, CancellationToken cancellation)
    {
        _known.UnionWith(exports.Select(export => export.Volume.Id));
        if (_granted is null)
        {
            if (!(await _cluster.GrantsAsync(_volumes.Folder, cancellation)).TryGet(out var found, out var unknown))
                return unknown;
            foreach (var (grant, key) in found)
                _keys[grant.User] = key;
            _granted = [.. found.Select(one => one.Grant).Where(grant => _known.Contains(grant.VolumeId))];
        }
        var granted = _granted;
        // Until all is done it is not known what is.
        _granted = null;
        var wanted = exports.SelectMany(export => export.Clients.Items.Select(client => GrantOf(export, client))).ToHashSet();
        if (!(await TakeBackAsync(granted, [.. granted.Except(wanted)], cancellation)).TryGet(out _, out var error) || !(await GrantAsync(exports, granted, cancellation)).TryGet(out var refused, out error))
            return error;
        _granted = granted;
        return refused;
    }

    public async Task<Result<string>> PathOfAsync(Volume volume, string? address, CancellationToken cancellation)
    {
        if (!_paths.TryGetValue(volume.Id, out var path))
        {
            if (!(await _volumes.PathAsync(volume.Id, cancellation)).TryGet(out path, out var error))
                return error;
            _paths[volume.Id] = path;
        }
        return $"{_monitors}:{path}";
    }

    public string? KeyOf(ExportClient client) => _keys.GetValueOrDefault(client.Who);

    public string? IdOf(string path)
    {
        var start = path.IndexOf(":" + _volumes.Folder, StringComparison.Ordinal);
        return start >= 0 && Guid.TryParseExact(path[(start + 1 + _volumes.Folder.Length)..].Split('/')[0], "D", out var id) ? id.ToString() : null;
    }

    public Task StopAsync() => Task.CompletedTask;

    private async Task<Result<Done>> TakeBackAsync(HashSet<CephGrant> granted, IReadOnlyList<CephGrant> gone, CancellationToken cancellation)
    {
        foreach (var grant in gone)
        {
            _evicted.Add(grant);
            if (!(await _volumes.DenyAsync(grant, cancellation)).TryGet(out _, out var error))
                return error;
            granted.Remove(grant);
        }
        foreach (var grant in _evicted.ToList())
        {
            if (!(await _volumes.EvictAsync(grant, cancellation)).TryGet(out _, out var error))
                return error;
            _evicted.Remove(grant);
        }
        return Done.Ok;
    }

    private async Task<Result<EquatableList<Unexported>>> GrantAsync(IReadOnlyList<Export> exports, HashSet<CephGrant> granted, CancellationToken cancellation)
    {
        var refused = new List<Unexported>();
        foreach (var export in exports)
        {
            foreach (var client in export.Clients.Items)
            {
                var grant = GrantOf(export, client);
                if (granted.Contains(grant))
                    continue;
                if ((await _volumes.AllowAsync(grant, export.ProjectId, cancellation)).TryGet(out var key, out var error))
                {
                    _keys[grant.User] = key;
                    granted.Add(grant);
                }
                else if (error.Type == CephVolumes.Refused)
                {
                    refused.Add(new Unexported(export, error.Message) { Client = client });
                }
                else
                {
                    return error;
                }
            }
        }
        return refused.ToEquatableList();
    }

    private async Task<Result<Done>> EnsurePoolAsync(CancellationToken cancellation)
    {
        if (_pool.Length > 0)
            return Done.Ok;
        if (!(await _cluster.PoolAsync(cancellation)).TryGet(out var pool, out var error))
            return error;
        _pool = pool;
        return Done.Ok;
    }

    private static CephGrant GrantOf(Export export, ExportClient client) => new(export.Volume.Id, client.Who, client.MayWrite);
}
