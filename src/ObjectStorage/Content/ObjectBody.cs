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
    /// <exception cref="EngineException">A piece breaks off.</exception>
    public async Task CopyToAsync(Stream target, CancellationToken cancellation)
    {
        await using var source = ToStream();
        await source.CopyToAsync(target, BufferSize, cancellation);
    }

    /// <summary>The bytes as a stream to read from.</summary>
    public Stream ToStream() => new BodyStream(parts, index, contents);
}
