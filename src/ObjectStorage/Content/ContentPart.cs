using Naru.ObjectStorage.Index;

namespace Naru.ObjectStorage.Content;

/// <summary>A run of bytes that is part of an answer: of a stored object, or given literally in a manifest.</summary>
internal readonly record struct ContentPart(ContentAddress? Address, ReadOnlyMemory<byte> Literal, long Offset, long Length)
{
    public static ContentPart Of(ReadOnlyMemory<byte> literal) => new(null, literal, 0, literal.Length);

    /// <summary>A run within this run.</summary>
    public ContentPart Slice(long offset, long length) => this with { Offset = Offset + offset, Length = length };
}
