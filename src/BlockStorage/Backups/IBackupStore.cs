using Naru.Primitives;

namespace Naru.BlockStorage.Backups;

/// <summary>Keeps the pieces of backups.</summary>
/// <remarks>A piece is there in full or not at all, and is not changed afterwards. What is put again replaces the same. A disk that is full is an
/// <see cref="IOException"/>.</remarks>
internal interface IBackupStore
{
    /// <summary>What the kind of store is called in records of backups.</summary>
    string Name { get; }

    /// <summary>Under what name a new backup is kept.</summary>
    /// <returns>Invalid if the container cannot be called so.</returns>
    Result<string> PlaceOf(string projectId, string container, string id);

    /// <summary>Whether a place is one of this store; records of backups may name any.</summary>
    bool Has(string place);

    Task PutAsync(string place, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <returns>Null when there is none.</returns>
    Task<byte[]?> GetAsync(string place, string name, CancellationToken cancellation);

    /// <summary>Removes all pieces of a backup; what is gone already is fine.</summary>
    Task DeleteAsync(string place);
}
