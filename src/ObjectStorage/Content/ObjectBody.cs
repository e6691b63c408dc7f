using System.Buffers;
using Naru.ObjectStorage.Index;

namespace Naru.ObjectStorage.Content;

/// <summary>The bytes of an object in order, however many pieces they are kept in.</summary>
internal sealed class ObjectBody(IReadOnlyList<ContentPart> parts, ObjectIndex index, Contents contents)
{
    private const int BufferSize = 128 << 10;

    public long Length { get; } = parts.Sum(part => part.Length);

    /// <summary>The bytes from <paramref name="offset"/> on.</summary>
    public ObjectBody Slice(long offset, long length)
    {
        var inside = new List<ContentPart>();
        var end = offset + length;
        long start = 0;
        foreach (var part in parts)
        {
            var (from, to) = (Math.Max(offset, start), Math.Min(end, start + part.Length));
            if (from < to)
                inside.Add(part.Slice(from - start, to - from));
            start += part.Length;
        }
        return new ObjectBody(inside, index, contents);
    }

    /// <exception cref="ContentGoneException">A piece vanished.</exception>
    public async Task CopyToAsync(Stream target, CancellationToken cancellation)
    {
        foreach (var part in parts)
        {
            if (part.Address is { IsInIndex: false } file)
                await CopyKeptAsync(file.Id, part, target, cancellation);
            else
                await target.WriteAsync(Bytes(part).Slice((int)part.Offset, (int)part.Length), cancellation);
        }
    }

    /// <summary>The bytes as a stream to read from.</summary>
    public Stream ToStream()
    {
        var pipe = new System.IO.Pipelines.Pipe();
        _ = FillAsync();
        return pipe.Reader.AsStream();

        async Task FillAsync()
        {
            Exception? failure = null;
            try
            {
                await CopyToAsync(pipe.Writer.AsStream(leaveOpen: true), CancellationToken.None);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
            await pipe.Writer.CompleteAsync(failure);
        }
    }

    private ReadOnlyMemory<byte> Bytes(ContentPart part) => part.Address is { } address
        ? index.Read(reader => reader.Bytes(address.Id)) ?? throw new ContentGoneException()
        : part.Literal;

    private async Task CopyKeptAsync(string id, ContentPart part, Stream target, CancellationToken cancellation)
    {
        await using var source = await contents.OpenAsync(id, part.Offset, part.Length, cancellation) ?? throw new ContentGoneException();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (var left = part.Length; left > 0;)
            {
                var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellation);
                if (read == 0)
                    throw new IOException($"The bytes of an object end {left} early.");
                await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
