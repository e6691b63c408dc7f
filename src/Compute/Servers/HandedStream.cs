namespace Naru.Compute.Servers;

/// <summary>A stream that one request reads while another one, whose body it is, waits until it has been read.</summary>
internal sealed class HandedStream(Stream content) : Stream
{
    private readonly TaskCompletionSource<long> _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _octets;

    /// <summary>How many octets were read, as soon as nobody reads any more.</summary>
    public Task<long> Taken => _taken.Task;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _octets; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Count(content.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await content.ReadAsync(buffer, cancellationToken));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _taken.TrySetResult(_octets);
        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        _octets += read;
        return read;
    }
}
