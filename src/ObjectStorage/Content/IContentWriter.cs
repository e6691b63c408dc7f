namespace Naru.ObjectStorage.Content;

/// <summary>A run of bytes that is being written. What is disposed of without having been completed leaves nothing.</summary>
internal interface IContentWriter : IAsyncDisposable
{
    string Id { get; }

    Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>Makes the bytes durable, and findable by their id.</summary>
    Task CompleteAsync(CancellationToken cancellation);
}
