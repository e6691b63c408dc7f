
namespace Naru.BlockStorage.Backups;

/// <summary>Where backups are kept. What was kept elsewhere before an operator chose another store is still found.</summary>
/// <param name="forNew">Gets the new ones.</param>
internal sealed class BackupStores(IBackupStore forNew, params IReadOnlyList<IBackupStore> others)
{
    public IBackupStore ForNew => forNew;

    /// <summary>The store that has a place; null: none could.</summary>
    public IBackupStore? Find(string place) => forNew.Has(place) ? forNew : others.FirstOrDefault(store => store.Has(place));

    public IBackupStore Of(string place) => Find(place) ?? throw new IOException($"'{place}' is no name of a backup.");

    /// <summary>The store that is called so in records; null: there is none.</summary>
    public IBackupStore? Named(string name) => forNew.Name == name ? forNew : others.FirstOrDefault(store => store.Name == name);
}
