using Naru.ObjectStorage.Index;

namespace Naru.ObjectStorage.Content;

/// <summary>Bytes that have arrived, durable in a file or waiting to be written with the index.</summary>
/// <param name="Address">Null when there are none.</param>
/// <param name="Inline">The bytes when they are to go into the index.</param>
/// <param name="ETag">Their MD5, in hex.</param>
internal sealed record StoredContent(ContentAddress? Address, ReadOnlyMemory<byte> Inline, long Size, string ETag);
