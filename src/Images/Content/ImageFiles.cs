using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Naru.Images.Documents;
using Naru.Primitives;
using Naru.State;

namespace Naru.Images.Content;

/// <summary>The bytes of images: each file is durable before anything names it, is never changed, and is kept once however many images have it.</summary>
/// <remarks>
/// Bytes arrive in <c>incoming/</c> and are moved to <c>contents/</c> under the name of their SHA-512. Files are moved in and removed by one at a
/// time, together with the change of the state that names them, so that a file which is about to be named is not removed as unused.
/// </remarks>
internal sealed class ImageFiles(string root) : IDisposable
{
    /// <summary>The one store, as the API names it.</summary>
    public const string StoreName = "file";

    private const int BufferSize = 256 << 10;
    private const int Folders = 256;

    private readonly string _incoming = Directory.CreateDirectory(Path.Combine(root, "incoming")).FullName;
    private readonly string _contents = MakeFolders(Path.Combine(root, "contents"));
    private readonly SemaphoreSlim _naming = new(1, 1);

    /// <summary>Takes bytes in as they come, never more than a buffer of them in memory.</summary>
    /// <returns>Durable bytes; or too large, the disk is full, or the client went away, and nothing is left of them.</returns>
    public async Task<Result<StagedData>> ReceiveAsync(Stream source, long atMost, CancellationToken cancellation)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using var sha512 = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var name = Guid.NewGuid().ToString("N");
        var isComplete = false;
        try
        {
            long size = 0;
            await using (var target = new FileStream(PathOfStaged(name), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: false))
            {
                for (int read; (read = await ReadAsync(source, buffer, cancellation)) != 0;)
                {
                    if (read < 0)
                        return GlanceErrors.ClientGone;
                    size += read;
                    if (size > atMost)
                        return GlanceErrors.ImageTooLarge;
                    md5.AppendData(buffer, 0, read);
                    sha512.AppendData(buffer, 0, read);
                    await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
                }
                target.Flush(flushToDisk: true);
            }
            Directories.Sync(_incoming);
            isComplete = true;
            return new StagedData(name, size, Convert.ToHexStringLower(md5.GetHashAndReset()), Convert.ToHexStringLower(sha512.GetHashAndReset()));
        }
        catch (IOException exception) when (DiskErrors.IsFull(exception))
        {
            return GlanceErrors.StorageFull;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (!isComplete)
                Discard(name);
        }
    }

    /// <summary>Opens bytes that wait to be named.</summary>
    public FileStream OpenStaged(string name) => Open(PathOfStaged(name));

    /// <summary>Opens the data of an image; null when it was deleted just now.</summary>
    public FileStream? OpenContent(string hash)
    {
        try
        {
            return Open(PathOfContent(hash));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Removes bytes that are not wanted; those that are gone already are fine.</summary>
    public void Discard(string name) => File.Delete(PathOfStaged(name));

    /// <summary>Makes bytes the data of an image: they get their lasting name, and then the state names them.</summary>
    public async Task<Result<T>> NameAsync<T>(Store store, StagedData data, Func<Task<Result<T>>> commit)
    {
        await _naming.WaitAsync();
        try
        {
            var target = PathOfContent(data.Hash);
            if (File.Exists(target))
            {
                Discard(data.File);
            }
            else
            {
                File.Move(PathOfStaged(data.File), target);
                Directories.Sync(Path.GetDirectoryName(target)!);
            }
            var named = await commit();
            if (!named.Succeeded)
                RemoveUnused(store, data.Hash);
            return named;
        }
        finally
        {
            _naming.Release();
        }
    }

    /// <summary>Removes the bytes of an image that is deleted, unless another has the same.</summary>
    public async Task ReleaseAsync(Store store, Image deleted)
    {
        if (deleted.Staged is { } staged)
            Discard(staged.File);
        if (deleted.Hash is not { } hash)
            return;
        await _naming.WaitAsync();
        try
        {
            RemoveUnused(store, hash);
        }
        finally
        {
            _naming.Release();
        }
    }

    /// <summary>Removes what no image names; runs before anybody uploads.</summary>
    /// <returns>How many files.</returns>
    public int Sweep(IStateReader state)
    {
        var staged = state.In(ImageTables.Images).All.Select(image => image.Staged?.File).ToHashSet();
        var swept = 0;
        foreach (var file in new DirectoryInfo(_incoming).EnumerateFiles().Where(file => !staged.Contains(file.Name))
            .Concat(new DirectoryInfo(_contents).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => !ImageTables.ByHash.Any(state, file.Name))))
        {
            file.Delete();
            swept++;
        }
        return swept;
    }

    public void Dispose() => _naming.Dispose();

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: false);

    // Minus one: whoever sends does not any more.
    private static async ValueTask<int> ReadAsync(Stream source, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellation);
        }
        catch (Exception exception) when (exception is BadHttpRequestException or IOException or OperationCanceledException)
        {
            return -1;
        }
    }

    private void RemoveUnused(Store store, string hash)
    {
        if (!ImageTables.ByHash.Any(store.Current, hash))
            File.Delete(PathOfContent(hash));
    }

    private static string MakeFolders(string contents)
    {
        for (var folder = 0; folder < Folders; folder++)
            Directory.CreateDirectory(Path.Combine(contents, folder.ToString("x2", CultureInfo.InvariantCulture)));
        Directories.Sync(contents);
        return contents;
    }

    private string PathOfStaged(string name) => Path.Combine(_incoming, name);

    private string PathOfContent(string hash) => Path.Combine(_contents, hash[..2], hash);
}
