using System.IO.Pipelines;

namespace Naru.Protocols.Ovsdb.Specs;

/// <summary>The two ends of a connection that never leaves the process.</summary>
internal sealed class Pipes : IDisposable
{
    public Pipes()
    {
        var (there, back) = (new Pipe(), new Pipe());
        Here = new Duplex(back.Reader.AsStream(), there.Writer.AsStream());
        There = new Duplex(there.Reader.AsStream(), back.Writer.AsStream());
    }

    public Stream Here { get; }

    public Stream There { get; }

    public void Dispose()
    {
        Here.Dispose();
        There.Dispose();
    }

    private sealed class Duplex(Stream input, Stream output) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => output.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => input.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            input.ReadAsync(buffer, cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => output.Write(buffer, offset, count);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            output.WriteAsync(buffer, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            input.Dispose();
            output.Dispose();
            base.Dispose(disposing);
        }
    }
}
