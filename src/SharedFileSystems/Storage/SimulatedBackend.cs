using System.Collections.Concurrent;
using Naru.Primitives;

namespace Naru.SharedFileSystems.Storage;

/// <summary>Keeps no bytes and exports nothing, for trying the API: what clients are told to mount does not exist.</summary>
/// <remarks>Its host is of the domain <c>.invalid</c>, which never resolves (RFC 2606).</remarks>
internal sealed class SimulatedBackend(string reason) : IShareBackend
{
    private const string Prefix = "simulated.invalid:/shares/";
    private const double Room = 10_000;

    private readonly ConcurrentDictionary<string, int> _released = new();
    private readonly ConcurrentDictionary<string, int> _sizes = new();

    public string Name => "SIMULATED";

    public string Description => $"simulated, nothing is stored or exported: {reason}";

    public BackendFeatures Features => BackendFeatures.Nfs;

    public bool IsLost => false;

    public Task<Result<Capacity>> CapacityAsync(CancellationToken cancellation) => Task.FromResult<Result<Capacity>>(new Capacity(Room, Room - _sizes.Values.Sum()));

    public Task<Result<Done>> StartAsync(IReadOnlyCollection<Volume> known, IReadOnlyCollection<string> servers, CancellationToken cancellation) => Task.FromResult(Done.Ok);

    public Task<Result<Done>> EnsureServerAsync(string server, CancellationToken cancellation) => Task.FromResult(Done.Ok);

    public Task RemoveServerAsync(string server, CancellationToken cancellation) => Task.CompletedTask;

    public Task<Result<Done>> CreateAsync(Volume volume, int gib, Volume? source, CancellationToken cancellation) => Sized(volume, gib);

    public Task<Result<Done>> DeleteAsync(Volume volume, CancellationToken cancellation)
    {
        _sizes.TryRemove(volume.Id, out _);
        return Task.FromResult(Done.Ok);
    }

    public Task<Result<Done>> ResizeAsync(Volume volume, int gib, CancellationToken cancellation) => Sized(volume, gib);

    public Task<Result<Done>> SnapshotAsync(Volume share, Volume snapshot, CancellationToken cancellation) => Task.FromResult(Done.Ok);

    public Task<Result<Done>> RevertAsync(Volume share, Volume snapshot, CancellationToken cancellation) => Task.FromResult(Done.Ok);

    public Task<Result<Done>> ReleaseAsync(Volume volume, CancellationToken cancellation)
    {
        _released[volume.Id] = _sizes.GetValueOrDefault(volume.Id, 1);
        return Task.FromResult(Done.Ok);
    }

    public Task<Result<int>> AdoptAsync(Volume volume, CancellationToken cancellation) => Task.FromResult<Result<int>>(
        _released.TryRemove(volume.Id, out var size) ? size : Error.NotFound("NotFound", $"There is no volume {volume.Id} that was released."));

    public Task<Result<EquatableList<Unexported>>> PublishAsync(IReadOnlyList<Export> exports, CancellationToken cancellation) =>
        Task.FromResult<Result<EquatableList<Unexported>>>(default(EquatableList<Unexported>));

    public Task<Result<string>> PathOfAsync(Volume volume, string? address, CancellationToken cancellation) => Task.FromResult<Result<string>>(Prefix + volume.Id);

    public string? KeyOf(ExportClient client) => null;

    public string? IdOf(string path) => path.StartsWith(Prefix, StringComparison.Ordinal) ? path[Prefix.Length..] : null;

    public Task StopAsync() => Task.CompletedTask;

    private Task<Result<Done>> Sized(Volume volume, int gib)
    {
        _sizes[volume.Id] = gib;
        return Task.FromResult(Done.Ok);
    }
}
