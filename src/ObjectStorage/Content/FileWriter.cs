using Naru.Primitives;

namespace Naru.ObjectStorage.Content;

/// <summary>A file that is being written.</summary>
internal sealed class FileWriter(string id, string path) : IContentWriter
{
    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: false);
    private bool _isComplete;

    public string Id => id;

    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => _file.WriteAsync(bytes, cancellation).AsTask();

    public Task CompleteAsync(CancellationToken cancellation)
    {
        _file.Flush(flushToDisk: true);
        Directories.Sync(Path.GetDirectoryName(path)!); // It is below the root of all of them.
        _isComplete = true;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        if (!_isComplete)
            File.Delete(path);
    }
}
