using Naru.Primitives;

namespace Naru.SharedFileSystems.Storage;

/// <summary>Where the bytes of shares are. All operations are idempotent: after a crash they are done again.</summary>
internal interface IShareBackend
{
    /// <summary>The <see cref="Error.Type"/> of a size that the bytes do not fit in.</summary>
    const string DataWouldBeLost = "ShrinkingWouldLoseData";

    /// <summary>Names it to administrators: <c>LOCAL</c>.</summary>
    string Name { get; }

    /// <summary>What pools say of it.</summary>
    string Description { get; }

    BackendFeatures Features { get; }

    Task<Result<Capacity>> CapacityAsync(CancellationToken cancellation);

    /// <summary>Prepares what was left by a process before this one; removes the volumes and share servers that nobody knows.</summary>
    /// <param name="servers">The ids of share servers.</param>
    Task<Result<Done>> StartAsync(IReadOnlyCollection<Volume> known, IReadOnlyCollection<string> servers, CancellationToken cancellation);

    /// <summary>Brings up what exports the volumes of a share server, in the network namespace that is its own.</summary>
    Task<Result<Done>> EnsureServerAsync(string server, CancellationToken cancellation);

    /// <summary>Ends it, and removes what is its own.</summary>
    Task RemoveServerAsync(string server, CancellationToken cancellation);

    /// <param name="source">The snapshot whose bytes it starts with.</param>
    Task<Result<Done>> CreateAsync(Volume volume, int gib, Volume? source, CancellationToken cancellation);

    Task<Result<Done>> DeleteAsync(Volume volume, CancellationToken cancellation);

    Task<Result<Done>> ResizeAsync(Volume volume, int gib, CancellationToken cancellation);

    Task<Result<Done>> SnapshotAsync(Volume share, Volume snapshot, CancellationToken cancellation);

    Task<Result<Done>> RevertAsync(Volume share, Volume snapshot, CancellationToken cancellation);

    /// <summary>Forgets a volume without deleting it, so that <see cref="AdoptAsync"/> finds it.</summary>
    Task<Result<Done>> ReleaseAsync(Volume volume, CancellationToken cancellation);

    /// <returns>The size in GiB of a volume that was released.</returns>
    Task<Result<int>> AdoptAsync(Volume volume, CancellationToken cancellation);

    /// <summary>Exports exactly these volumes to exactly these clients; one that cannot be had does not keep the others from it.</summary>
    /// <returns>What is not exported, and why; after an error clients may find what was, what is wanted, or something in between.</returns>
    Task<Result<EquatableList<Unexported>>> PublishAsync(IReadOnlyList<Export> exports, CancellationToken cancellation);

    /// <summary>What was published is not there any more and has to be published again.</summary>
    bool IsLost { get; }

    /// <summary>Where clients find a volume.</summary>
    /// <param name="address">Of its share server; null: it has none.</param>
    Task<Result<string>> PathOfAsync(Volume volume, string? address, CancellationToken cancellation);

    /// <summary>The secret of a client that was let in; null when such clients have none.</summary>
    string? KeyOf(ExportClient client);

    /// <summary>The id of the volume that has a path; null when it is none of this backend.</summary>
    string? IdOf(string path);

    Task StopAsync();
}
