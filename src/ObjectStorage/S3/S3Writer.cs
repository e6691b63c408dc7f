using System.Buffers;
using Amazon.S3.Model;
using Naru.ObjectStorage.Content;

namespace Naru.ObjectStorage.S3;

/// <summary>An object of a bucket that is being written: in one request when it is small, else in parts, of which one is in memory.</summary>
/// <param name="name">The object's name in the bucket.</param>
internal sealed class S3Writer(string id, string name, S3Bucket bucket, S3Discards discards) : IContentWriter
{
    // At most 10,000 parts, and the largest object has 5 GiB; at least 5 MiB (S3's own limits, of which Ceph has the same).
    private const int PartSize = 8 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly byte[] _part = ArrayPool<byte>.Shared.Rent(PartSize);
    private readonly List<PartETag> _parts = [];
    private int _filled;
    private string? _upload;
    private bool _isComplete;

    public string Id => id;

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (bytes.Length > 0)
        {
            if (_filled == PartSize)
                await SendPartAsync(cancellation);
            var taken = Math.Min(bytes.Length, PartSize - _filled);
            bytes[..taken].CopyTo(_part.AsMemory(_filled));
            _filled += taken;
            bytes = bytes[taken..];
        }
    }

    public async Task CompleteAsync(CancellationToken cancellation)
    {
        if (_upload is null)
        {
            await bucket.PutAsync(name, _part.AsMemory(0, _filled), cancellation);
        }
        else
        {
            await SendPartAsync(cancellation);
            await bucket.CompleteAsync(name, _upload, _parts, cancellation);
        }
        _isComplete = true;
    }

    public async ValueTask DisposeAsync()
    {
        ArrayPool<byte>.Shared.Return(_part);
        if (_isComplete)
            return;
        // Whether a request of which the answer got lost took effect is not known.
        discards.Add(id);
        if (_upload is null)
            return;
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            await bucket.AbortAsync(name, _upload, limit.Token);
        }
        catch (Exception exception) when (exception is EngineException or OperationCanceledException)
        {
            // It is swept at the next start.
        }
    }

    private async Task SendPartAsync(CancellationToken cancellation)
    {
        _upload ??= await bucket.BeginPartsAsync(name, cancellation);
        _parts.Add(await bucket.PutPartAsync(name, _upload, _parts.Count + 1, _part.AsMemory(0, _filled), cancellation));
        _filled = 0;
    }
}
