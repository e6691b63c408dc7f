using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.SharedFileSystems.Storage;

namespace Naru.SharedFileSystems.Local;

/// <summary>A place where volumes are exported: the host's own address, or the network of a project. It has an NFS server of its own.</summary>
internal sealed class NfsPlace : IDisposable
{
    /// <summary>What the paths of exports begin with.</summary>
    public const string Folder = "/shares/";

    private readonly string _directory;
    private readonly string _address;
    private readonly NfsServer _nfs;

    // One at a time starts, tells or ends the server.
    private readonly SemaphoreSlim _telling = new(1, 1);

    // Whoever had a reference to it brings it up no more.
    private bool _isOver;

    // What the NFS server has been told; null: not known.
    private EquatableList<Export>? _written;

    /// <param name="directory">Where it keeps what is its own.</param>
    /// <param name="address">Where it listens.</param>
    public NfsPlace(string directory, string address, string? networkNamespace, VolumeFiles files, ILogger log)
    {
        _directory = Directory.CreateDirectory(directory).FullName;
        _address = address;
        _nfs = new NfsServer(_directory, networkNamespace, log);
        Mounts = new VolumeMounts(Path.Combine(_directory, "mounts"), files, _nfs);
        Directory.CreateDirectory(Recovery);
    }

    public VolumeMounts Mounts { get; }

    public bool IsLost => !_nfs.IsRunning;

    private string Recovery => Path.Combine(_directory, "recovery");

    public static string PseudoOf(Volume volume) => Folder + volume.Id;

    /// <summary>Brings it up unless it runs.</summary>
    public Task<Result<Done>> EnsureAsync(CancellationToken cancellation) => AloneAsync(async () => (await EnsureServerAsync(cancellation)).Map(_ => default(Done)), cancellation);

    /// <summary>Likewise, when nothing that this process does can have frozen anything.</summary>
    public async Task<Result<Done>> StartAsync(CancellationToken cancellation)
    {
        var up = await EnsureAsync(cancellation);
        if (up.Succeeded)
            await Mounts.ThawAsync(cancellation);
        return up;
    }

    /// <inheritdoc cref="IShareBackend.PublishAsync"/>
    public Task<Result<EquatableList<Unexported>>> PublishAsync(IReadOnlyList<Export> exports, CancellationToken cancellation) => AloneAsync<EquatableList<Unexported>>(async () =>
    {
        if (!(await EnsureServerAsync(cancellation)).TryGet(out var isNew, out var error))
            return error;
        var mounted = new List<Export>();
        var unmounted = new List<Unexported>();
        var known = Mounts.Mounted();
        foreach (var export in exports)
        {
            if (known.Contains(Mounts.DirectoryOf(export.Volume)) || (await Mounts.MountAsync(export.Volume, cancellation)).TryGet(out _, out error))
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
    }, cancellation);

    public Task StopAsync() => AloneAsync<Done>(async () =>
    {
        await _nfs.StopAsync();
        return Done.Ok;
    }, CancellationToken.None);

    /// <summary>Ends it for good, and removes what is its own.</summary>
    public Task RemoveAsync() => AloneAsync<Done>(async () =>
    {
        _isOver = true;
        await _nfs.StopAsync();
        Directory.Delete(_directory, recursive: true);
        return Done.Ok;
    }, CancellationToken.None);

    /// <summary>Forgets it; its server runs on unless it was stopped.</summary>
    public void Dispose() => _telling.Dispose();

    /// <returns>Whether there was none before.</returns>
    private async Task<Result<bool>> EnsureServerAsync(CancellationToken cancellation)
    {
        if (_isOver)
            return Error.NotFound("NotFound", $"The NFS server of {_directory} has been removed.");
        // One that starts with exports would take the directories for their volumes, which are mounted only then.
        if (!_nfs.IsRunning)
            WriteConfiguration([]);
        return await _nfs.EnsureAsync(cancellation);
    }

    private async Task<Result<T>> AloneAsync<T>(Func<Task<Result<T>>> action, CancellationToken cancellation)
    {
        await _telling.WaitAsync(cancellation);
        try
        {
            return await action();
        }
        finally
        {
            _telling.Release();
        }
    }

    private void WriteConfiguration(IReadOnlyList<Export> exports)
    {
        var text = GaneshaText.Of(_address, Recovery, exports.Select(export => (export, Mounts.DirectoryOf(export.Volume), PseudoOf(export.Volume))));
        var draft = _nfs.Configuration + ".new";
        File.WriteAllText(draft, text);
        File.Move(draft, _nfs.Configuration, overwrite: true);
    }
}
