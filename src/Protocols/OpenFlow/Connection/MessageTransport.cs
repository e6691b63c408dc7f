using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Threading.Channels;
using Naru.Primitives;
using Naru.Protocols.OpenFlow.Messages;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Connection;

/// <summary>Messages over a stream: one loop reads, one loop writes, and nothing else touches the stream.</summary>
/// <param name="stream">Owned by this.</param>
/// <param name="capacity">How many batches wait to be sent before a sender has to.</param>
/// <param name="received">Called by the reading loop for every message, with its xid.</param>
/// <param name="unsendable">Called by the writing loop for a message that is too long for its header, with its xid.</param>
internal sealed class MessageTransport(Stream stream, int capacity, Action<uint, OpenFlowMessage> received, Action<uint, Error> unsendable)
{
    // Large enough that a batch costs few system calls, small enough that the switch starts early.
    private const int FlushBytes = 64 * 1024;

    private readonly Channel<Outgoing> _outgoing = Channel.CreateBounded<Outgoing>(
        new BoundedChannelOptions(capacity) { SingleReader = true });

    /// <summary>Queues messages, waiting while the queue is full; false when the connection is over.</summary>
    public async ValueTask<bool> SendAsync(Outgoing messages, CancellationToken cancellation)
    {
        while (await _outgoing.Writer.WaitToWriteAsync(cancellation))
        {
            if (_outgoing.Writer.TryWrite(messages))
                return true;
        }
        return false;
    }

    /// <summary>Queues messages if there is room.</summary>
    public bool TrySend(Outgoing messages) => _outgoing.Writer.TryWrite(messages);

    /// <summary>Runs until the peer is gone, breaks the protocol, or the wait is cancelled; says which. Disposes of the stream.</summary>
    public async Task<string> RunAsync(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = EndOfAsync(ReadAsync(stop.Token));
        var writing = EndOfAsync(WriteAsync(stop.Token));
        var reason = await await Task.WhenAny(reading, writing);
        _outgoing.Writer.TryComplete();
        await stop.CancelAsync();
        // A write to a peer that does not read ends only with the stream.
        await stream.DisposeAsync();
        await Task.WhenAll(reading, writing);
        return reason;
    }

    private static async Task<string> EndOfAsync(Task<string> loop)
    {
        try
        {
            return await loop;
        }
        catch (OperationCanceledException)
        {
            return "it was closed on this side";
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            return error.Message;
        }
        catch (Exception defect)
        {
            // Whatever ends a loop ends the connection: those who wait for a reply must hear of it.
            return $"a defect in this program: {defect}";
        }
    }

    private async Task<string> ReadAsync(CancellationToken cancellation)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: FlushBytes, leaveOpen: true));
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var octets = read.Buffer;
            while (TryTakeMessage(ref octets, out var message))
            {
                if (!Deliver(message))
                    return "the switch sent a message shorter than its header";
            }
            reader.AdvanceTo(octets.Start, octets.End);
            if (read.IsCompleted)
                return "the switch closed it";
        }
    }

    /// <summary>Takes the octets of one message, as many as its header says; of fewer than a header itself, the header.</summary>
    private static bool TryTakeMessage(ref ReadOnlySequence<byte> octets, out ReadOnlySequence<byte> message)
    {
        message = default;
        if (octets.Length < OpenFlowMessage.HeaderBytes)
            return false;
        Span<byte> header = stackalloc byte[OpenFlowMessage.HeaderBytes];
        octets.Slice(0, OpenFlowMessage.HeaderBytes).CopyTo(header);
        var length = Math.Max(OpenFlowMessage.HeaderBytes, (int)BinaryPrimitives.ReadUInt16BigEndian(header[2..]));
        if (octets.Length < length)
            return false;
        message = octets.Slice(0, length);
        octets = octets.Slice(length);
        return true;
    }

    private bool Deliver(ReadOnlySequence<byte> octets)
    {
        if (octets.IsSingleSegment)
            return Deliver(octets.FirstSpan);
        var length = (int)octets.Length;
        var joined = ArrayPool<byte>.Shared.Rent(length);
        octets.CopyTo(joined);
        var delivered = Deliver(joined.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(joined);
        return delivered;
    }

    private bool Deliver(ReadOnlySpan<byte> octets)
    {
        if (MessageReader.Read(octets, out var xid) is not { } message)
            return false;
        received(xid, message);
        return true;
    }

    private async Task<string> WriteAsync(CancellationToken cancellation)
    {
        var wire = new WireWriter();
        while (await _outgoing.Reader.WaitToReadAsync(cancellation))
        {
            while (_outgoing.Reader.TryRead(out var batch))
            {
                var xid = batch.FirstXid;
                foreach (var message in batch.Messages)
                {
                    Encode(wire, xid++, message);
                    if (wire.Length >= FlushBytes)
                        await FlushAsync(wire, cancellation);
                }
            }
            await FlushAsync(wire, cancellation);
        }
        return "it was closed on this side";
    }

    private void Encode(WireWriter wire, uint xid, OpenFlowMessage message)
    {
        var start = wire.Length;
        message.Write(wire, xid);
        if (!wire.IsTooLong)
            return;
        var bytes = wire.Length - start;
        wire.Truncate(start);
        unsendable(xid, new Error(ErrorKind.TooLarge, "MessageTooLong",
            $"a message of {bytes} octets does not fit: OpenFlow's limit is {ushort.MaxValue}"));
    }

    private async ValueTask FlushAsync(WireWriter wire, CancellationToken cancellation)
    {
        await stream.WriteAsync(wire.WrittenMemory, cancellation);
        wire.Truncate(0);
    }
}
