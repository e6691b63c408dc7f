using System.Buffers;
using System.Security.Cryptography;
using Naru.ObjectStorage.Index;
using Naru.Primitives;

namespace Naru.ObjectStorage.Content;

/// <summary>The bytes of objects: few go into the index, the others to the engine.</summary>
internal sealed class Contents(IContentEngine engine)
{
    /// <summary>Fewer bytes are kept in the index: one fsync is then enough for many objects.</summary>
    public const int InlineLimit = 32 << 10;

    private const int BufferSize = 128 << 10;

    /// <summary>Takes bytes in as they come, never all of them in memory.</summary>
    /// <returns>Durable bytes; or too large, or no room, or the engine does not take them. What the source throws is thrown.</returns>
    public async Task<Result<StoredContent>> ReceiveAsync(Stream source, long atMost, CancellationToken cancellation)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var filled = await source.ReadAtLeastAsync(buffer.AsMemory(0, InlineLimit + 1), InlineLimit + 1, throwOnEndOfStream: false, cancellation);
            if (filled > atMost)
                return SwiftErrors.TooLarge;
            md5.AppendData(buffer, 0, filled);
            if (filled <= InlineLimit)
                return Inline(buffer.AsSpan(0, filled).ToArray(), ETag(md5));

            long size = filled;
            await using var target = await engine.BeginAsync(cancellation);
            await target.WriteAsync(buffer.AsMemory(0, filled), cancellation);
            while ((filled = await source.ReadAsync(buffer.AsMemory(0, BufferSize), cancellation)) > 0)
            {
                size += filled;
                if (size > atMost)
                    return SwiftErrors.TooLarge;
                md5.AppendData(buffer, 0, filled);
                await target.WriteAsync(buffer.AsMemory(0, filled), cancellation);
            }
            await target.CompleteAsync(cancellation);
            return new StoredContent(new ContentAddress(target.Id, IsInIndex: false), default, size, ETag(md5));
        }
        catch (IOException exception) when (DiskErrors.IsFull(exception))
        {
            return SwiftErrors.StorageFull;
        }
        catch (EngineException)
        {
            return SwiftErrors.Unavailable;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Bytes that are already here, such as a manifest.</summary>
    public async Task<Result<StoredContent>> ReceiveAsync(byte[] bytes, CancellationToken cancellation)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return await ReceiveAsync(stream, long.MaxValue, cancellation);
    }

    public Task<Stream?> OpenAsync(string id, long offset, long length, CancellationToken cancellation) => engine.OpenAsync(id, offset, length, cancellation);

    /// <summary>Throws away what has arrived and is not wanted.</summary>
    public void Discard(StoredContent content)
    {
        if (content.Address is { IsInIndex: false } file)
            engine.Discard([file.Id]);
    }

    private static Result<StoredContent> Inline(byte[] bytes, string etag) => bytes.Length == 0
        ? new StoredContent(null, default, 0, etag)
        : new StoredContent(new ContentAddress(Guid.NewGuid().ToString("N"), IsInIndex: true), bytes, bytes.Length, etag);

    private static string ETag(IncrementalHash md5) => Convert.ToHexStringLower(md5.GetHashAndReset());
}
