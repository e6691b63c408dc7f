using Naru.Primitives;

namespace Naru.BlockStorage.Drivers;

/// <summary>What keeps the bytes of volumes and snapshots.</summary>
/// <remarks>
/// Everything may be asked for again after it was done in part or in full, and then ends as if it had been asked for once. Nothing is half there: a
/// volume or a snapshot that is being made is not found by its name before all its bytes are safe. A disk that is full is an
/// <see cref="IOException"/> that <see cref="DiskErrors"/> knows, and leaves everything as it was.
/// </remarks>
internal interface IVolumeDriver
{
    /// <summary>What the kind of driver is called, in the host names of volumes and as <c>volume_backend_name</c>.</summary>
    string Name { get; }

    /// <summary>How instances reach the bytes, as pools tell it.</summary>
    string Protocol { get; }

    /// <summary>What it keeps volumes as: a sentence for administrators.</summary>
    string Description { get; }

    DriverCapacity Capacity();

    /// <summary>Makes a volume of zeros.</summary>
    void Create(string volumeId, long bytes);

    /// <summary>Makes a volume of what another volume or a snapshot holds now, and zeros after it.</summary>
    void CreateFrom(string volumeId, long bytes, BytesOf source, CancellationToken cancellation);

    /// <summary>Makes a volume, or replaces what is in it, of what somebody writes; the rest is zeros.</summary>
    Task CreateFromAsync(string volumeId, long bytes, Func<Stream, Task> write, CancellationToken cancellation);

    void Extend(string volumeId, long bytes);

    /// <summary>Keeps what the volume holds now.</summary>
    void TakeSnapshot(string snapshotId, string volumeId, CancellationToken cancellation);

    /// <summary>Puts into a volume what a snapshot of it holds.</summary>
    void Revert(string volumeId, long bytes, string snapshotId, CancellationToken cancellation);

    /// <summary>Removes it; what is gone already is fine.</summary>
    void Delete(BytesOf what);

    /// <returns>Its length in bytes; null when there is none.</returns>
    long? Length(BytesOf what);

    /// <returns>The lengths in bytes of all volumes that are there, by their ids.</returns>
    IReadOnlyDictionary<string, long> VolumeLengths();

    /// <summary>Opens it for reading.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    Stream Open(BytesOf what, CancellationToken cancellation);

    /// <summary>How an instance reaches the volume: an URI.</summary>
    /// <param name="host">The host that the instance is on; null: not known yet.</param>
    string Connection(string volumeId, string? host);

    /// <summary>What is there that is neither a volume nor a snapshot of the cloud, and could become one.</summary>
    IEnumerable<ForeignBytes> Foreign(BytesKind kind);

    /// <summary>Makes foreign bytes those of a volume or a snapshot.</summary>
    void Adopt(BytesOf what, string name);

    /// <summary>Lets go of bytes, which stay under their name; afterwards they are foreign.</summary>
    void Release(BytesOf what);

    /// <summary>Removes what was begun and not ended, and what nobody names. What somebody else has open is left for the next time.</summary>
    /// <returns>How much.</returns>
    int Sweep(Func<BytesOf, bool> isNamed);
}
