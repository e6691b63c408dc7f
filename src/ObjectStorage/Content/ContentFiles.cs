using System.Buffers;
using System.Security.Cryptography;
using Naru.ObjectStorage.Index;
using Naru.Primitives;

namespace Naru.ObjectStorage.Content;

/// <summary>The bytes of objects. A file is written once, is durable before the index names it, and is never changed.</summary>
/// <remarks>What the index does not name is left over from a crash or a broken upload, and is swept away.</remarks>
internal sealed class ContentFiles
{
    /// <summary>Fewer bytes are kept in the index: one fsync is then enough for many objects.</summary>
    public const int InlineLimit = 32 << 10;

    private const int BufferSize = 128 << 10;
    private const int Folders = 256;

    private readonly string _root;

    public ContentFiles(string root)
    {
        _root = root;
        for (var folder = 0; folder < Folders; folder++)
            Directory.CreateDirectory(Path.Combine(root, folder.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
        Directories.Sync(root);
    }

    /// <summary>Takes bytes in as they come, never more than a buffer of them in memory.</summary>
    /// <returns>Durable bytes; or too large, or the client went away.</returns>
    public async Task<Result<StoredContent>> ReceiveAsync(Stream source, long atMost, CancellationToken cancellation)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var file = "";
        try
        {
            var filled = await source.ReadAtLeastAsync(buffer.AsMemory(0, InlineLimit + 1), InlineLimit + 1, throwOnEndOfStream: false, cancellation);
            if (filled > atMost)
                return SwiftErrors.TooLarge;
            md5.AppendData(buffer, 0, filled);
            if (filled <= InlineLimit)
                return Inline(buffer.AsSpan(0, filled).ToArray(), ETag(md5));

            var id = Guid.NewGuid().ToString("N");
            file = PathOf(id);
            long size = filled;
            await using (var target = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: false))
            {
                await target.WriteAsync(buffer.AsMemory(0, filled), cancellation);
                while ((filled = await source.ReadAsync(buffer.AsMemory(0, BufferSize), cancellation)) > 0)
                {
                    size += filled;
                    if (size > atMost)
                        return SwiftErrors.TooLarge;
                    md5.AppendData(buffer, 0, filled);
                    await target.WriteAsync(buffer.AsMemory(0, filled), cancellation);
                }
                target.Flush(flushToDisk: true);
            }
            Directories.Sync(Path.GetDirectoryName(file)!);
            file = "";
            return new StoredContent(new ContentAddress(id, IsInIndex: false), default, size, ETag(md5));
        }
        catch (IOException exception) when (DiskErrors.IsFull(exception))
        {
            return SwiftErrors.StorageFull;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (file.Length > 0)
                File.Delete(file);
        }
    }

    /// <summary>Bytes that are already here, such as a manifest.</summary>
    public async Task<Result<StoredContent>> ReceiveAsync(byte[] bytes, CancellationToken cancellation)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return await ReceiveAsync(stream, long.MaxValue, cancellation);
    }

    /// <summary>Opens the bytes of a file for reading; null when it is gone, which happens when the object was just replaced.</summary>
    public FileStream? Open(string id)
    {
        try
        {
            return new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: false);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public void Discard(IEnumerable<string> ids)
    {
        foreach (var id in ids)
            File.Delete(PathOf(id));
    }

    /// <summary>Removes files that are older than a moment and that nothing needs.</summary>
    /// <returns>How many.</returns>
    public int Sweep(Func<string, bool> isNeeded, DateTimeOffset before)
    {
        var swept = 0;
        foreach (var file in new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (file.LastWriteTimeUtc >= before || isNeeded(file.Name))
                continue;
            file.Delete();
            swept++;
        }
        return swept;
    }

    private static Result<StoredContent> Inline(byte[] bytes, string etag) => bytes.Length == 0
        ? new StoredContent(null, default, 0, etag)
        : new StoredContent(new ContentAddress(Guid.NewGuid().ToString("N"), IsInIndex: true), bytes, bytes.Length, etag);

    private static string ETag(IncrementalHash md5) => Convert.ToHexStringLower(md5.GetHashAndReset());

    private string PathOf(string id) => Path.Combine(_root, id[..2], id);
}
