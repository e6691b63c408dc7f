using Naru.Primitives;

namespace Naru.BlockStorage.Backups;

/// <summary>Backups as files of a directory, which may be on another disk or machine.</summary>
internal sealed class DirectoryBackupStore(string root) : IBackupStore
{
    // The name that clients know such a store by.
    public string Name => "cinder.backup.drivers.posix.PosixBackupDriver";

    // All are in one directory, whichever container is named.
    public Result<string> PlaceOf(string projectId, string container, string id) => id;

    public bool Has(string place) => Guid.TryParseExact(place, "D", out _);

    public async Task PutAsync(string place, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(FolderOf(place)).FullName;
        var temporary = Path.Combine(folder, $".{name}");
        await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            await file.WriteAsync(bytes, cancellation);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, Path.Combine(folder, name), overwrite: true);
        Directories.Sync(folder);
    }

    public async Task<byte[]?> GetAsync(string place, string name, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllBytesAsync(Path.Combine(FolderOf(place), name), cancellation);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public Task DeleteAsync(string place)
    {
        if (Directory.Exists(FolderOf(place)))
            Directory.Delete(FolderOf(place), recursive: true);
        return Task.CompletedTask;
    }

    // Records of backups come from users: only an id is the name of a folder.
    private string FolderOf(string place) => Guid.TryParseExact(place, "D", out var id) ? Path.Combine(root, id.ToString()) : throw new IOException($"'{place}' is no name of a backup.");
}
