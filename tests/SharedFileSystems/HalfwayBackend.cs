using Naru.Primitives;
using Naru.SharedFileSystems.Storage;

namespace Naru.SharedFileSystems.Specs;

/// <summary>Storage that, when told so, lets clients in and then answers that it could not.</summary>
internal sealed class HalfwayBackend : IShareBackend
{
    private readonly SimulatedBackend _volumes = new("for a specification");

    /// <summary>Is set when it has failed; null: it does not fail.</summary>
    public TaskCompletionSource? Failing { get; set; }

    /// <summary>Who is in.</summary>
    public IReadOnlyList<string> Clients { get; private set; } = [];

    public string Name => _volumes.Name;

    public string Description => _volumes.Description;

    public BackendFeatures Features => _volumes.Features;

    public bool IsLost => _volumes.IsLost;

    public Task<Result<Capacity>> CapacityAsync(CancellationToken cancellation) => _volumes.CapacityAsync(cancellation);

    public Task<Result<Done>> StartAsync(IReadOnlyCollection<Volume> known, IReadOnlyCollection<string> servers, CancellationToken cancellation) => _volumes.StartAsync(known, servers, cancellation);

    public Task<Result<Done>> EnsureServerAsync(string server, CancellationToken cancellation) => _volumes.EnsureServerAsync(server, cancellation);

    public Task RemoveServerAsync(string server, CancellationToken cancellation) => _volumes.RemoveServerAsync(server, cancellation);

    public Task<Result<Done>> CreateAsync(Volume volume, int gib, Volume? source, CancellationToken cancellation) => _volumes.CreateAsync(volume, gib, source, cancellation);

    public Task<Result<Done>> DeleteAsync(Volume volume, CancellationToken cancellation) => _volumes.DeleteAsync(volume, cancellation);

    public Task<Result<Done>> ResizeAsync(Volume volume, int gib, CancellationToken cancellation) => _volumes.ResizeAsync(volume, gib, cancellation);

    public Task<Result<Done>> SnapshotAsync(Volume share, Volume snapshot, CancellationToken cancellation) => _volumes.SnapshotAsync(share, snapshot, cancellation);

    public Task<Result<Done>> RevertAsync(Volume share, Volume snapshot, CancellationToken cancellation) => _volumes.RevertAsync(share, snapshot, cancellation);

    public Task<Result<Done>> ReleaseAsync(Volume volume, CancellationToken cancellation) => _volumes.ReleaseAsync(volume, cancellation);

    public Task<Result<int>> AdoptAsync(Volume volume, CancellationToken cancellation) => _volumes.AdoptAsync(volume, cancellation);

    public async Task<Result<EquatableList<Unexported>>> PublishAsync(IReadOnlyList<Export> exports, CancellationToken cancellation)
    {
        Clients = [.. exports.SelectMany(export => export.Clients.Items).Select(client => client.Who)];
        if (Failing is not { } failing)
            return await _volumes.PublishAsync(exports, cancellation);
        failing.TrySetResult();
        return new Error(ErrorKind.Unavailable, "Silent", "It did not answer in time.");
    }

    public Task<Result<string>> PathOfAsync(Volume volume, string? address, CancellationToken cancellation) => _volumes.PathOfAsync(volume, address, cancellation);

    public string? KeyOf(ExportClient client) => _volumes.KeyOf(client);

    public string? IdOf(string path) => _volumes.IdOf(path);

    public Task StopAsync() => _volumes.StopAsync();
}
