using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.Primitives;

namespace Naru.BlockStorage.Backups;

/// <summary>Takes volumes apart into pieces and puts them together again. What is all zeros is left out, and what a former backup has is named only.</summary>
internal sealed class BackupBytes(BackupStores stores)
{
    private const string ManifestName = "manifest";

    /// <returns>How many pieces were kept.</returns>
    public async Task<Result<int>> SaveAsync(string place, Stream source, string? parentPlace, CancellationToken cancellation)
    {
        var known = new Dictionary<(int, string), BackupPiece>();
        if (parentPlace is not null)
        {
            if (await ManifestAsync(parentPlace, cancellation) is not { } parent)
                return Error.Invalid("the backup that it is built on is not there any more");
            known = parent.Pieces.ToDictionary(piece => (piece.Index, piece.Hash));
        }
        var store = stores.Of(place);
        var pieces = new List<BackupPiece>();
        var buffer = new byte[BackupManifest.PieceSize];
        long length = 0;
        for (var index = 0; ; index++)
        {
            if (source is FileStream file && file.Position < file.Length && !SparseCopy.HasData(file, file.Position, BackupManifest.PieceSize))
            {
                var hole = Math.Min(BackupManifest.PieceSize, file.Length - file.Position);
                file.Position += hole;
                length += hole;
                continue;
            }
            var read = await source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
            if (read == 0)
                break;
            length += read;
            if (!buffer.AsSpan(0, read).ContainsAnyExcept((byte)0))
                continue;
            var hash = Convert.ToHexStringLower(SHA256.HashData(buffer.AsSpan(0, read)));
            if (!known.TryGetValue((index, hash), out var piece))
            {
                piece = new BackupPiece(index, hash, place);
                await store.PutAsync(place, NameOf(index), buffer.AsMemory(0, read), cancellation);
            }
            pieces.Add(piece);
        }
        var manifest = new BackupManifest { Length = length, Pieces = pieces.ToEquatableList() };
        await store.PutAsync(place, ManifestName, JsonSerializer.SerializeToUtf8Bytes(manifest, BlockStorageJson.Default.BackupManifest), cancellation);
        return pieces.Count(piece => piece.Place == place);
    }

    /// <summary>Makes a volume of a backup, or replaces what is in one.</summary>
    public async Task<Result<Done>> RestoreAsync(string place, IVolumeDriver driver, string volumeId, long bytes, CancellationToken cancellation)
    {
        if (await ManifestAsync(place, cancellation) is not { } manifest)
            return Error.Invalid("the bytes of the backup are not there");
        if (manifest.Length > bytes)
            return Error.Invalid($"the backup needs {manifest.Length} bytes, and the volume has {bytes}");
        await driver.CreateFromAsync(volumeId, bytes, async target =>
        {
            foreach (var piece in manifest.Pieces)
            {
                var content = await stores.Of(piece.Place).GetAsync(piece.Place, NameOf(piece.Index), cancellation);
                if (content is null || Convert.ToHexStringLower(SHA256.HashData(content)) != piece.Hash)
                    throw new IOException($"piece {piece.Index} of the backup is missing or damaged");
                target.Position = (long)piece.Index * BackupManifest.PieceSize;
                await target.WriteAsync(content, cancellation);
            }
        }, cancellation);
        return Done.Ok;
    }

    public async Task<bool> ExistsAsync(string place, CancellationToken cancellation) => await ManifestAsync(place, cancellation) is not null;

    public Task DeleteAsync(string place) => stores.Of(place).DeleteAsync(place);

    private async Task<BackupManifest?> ManifestAsync(string place, CancellationToken cancellation) =>
        stores.Find(place) is { } store && await store.GetAsync(place, ManifestName, cancellation) is { } json ? JsonSerializer.Deserialize(json, BlockStorageJson.Default.BackupManifest) : null;

    private static string NameOf(int index) => index.ToString("D6", CultureInfo.InvariantCulture);
}
