using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;

using Naru.Primitives;
using Naru.Protocols.Ovsdb.Transactions;

namespace Naru.Protocols.Ovsdb.Rpc;

/// <summary>A JSON-RPC 1.0 connection (RFC 7047 §4): any number of requests at once, notifications in the order they come.</summary>
/// <remarks>
/// One loop reads and one writes. The reading loop runs the handler of notifications and the readers of replies, one after
/// the other: what a message changes is seen before the next message is looked at. These must not block. An error that
/// the handler returns closes the connection.
/// </remarks>
internal sealed class RpcConnection : IAsyncDisposable
{
    /// <summary>Text stays readable; nothing of it ever gets into HTML.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>More messages than this waiting to be sent make senders wait.</summary>
    private const int MaxUnsent = 1024;

    private readonly Stream _stream;
    private readonly RpcOptions _options;
    private readonly Func<string, JsonElement, Error?> _notified;
    private readonly ConcurrentDictionary<long, PendingCall> _pending = new();
    private readonly Channel<byte[]> _unsent = Channel.CreateBounded<byte[]>(MaxUnsent);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<Error> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _loops;
    private long _lastId;
    private long _received;

    public RpcConnection(Stream stream, RpcOptions options, Func<string, JsonElement, Error?> notified)
    {
        (_stream, _options, _notified) = (stream, options, notified);
        _loops = Task.WhenAll(RunAsync(ReadLoopAsync), RunAsync(WriteLoopAsync), RunAsync(ProbeLoopAsync));
    }

    /// <summary>Completes, with the reason, when the connection is over.</summary>
    public Task<Error> Closed => _closed.Task;

    /// <summary>Sends a request and waits for its reply.</summary>
    /// <param name="read">Turns the member <c>result</c> into a value; it runs on the reading loop.</param>
    public async Task<Result<T>> CallAsync<T>(
        string method, Action<Utf8JsonWriter> parameters, Func<JsonElement, Result<T>> read, CancellationToken cancellation)
    {
        var id = Interlocked.Increment(ref _lastId);
        var call = new PendingCall<T>(read);
        _pending[id] = call;
        try
        {
            await SendAsync(Message(method, parameters, id), cancellation);
            // A connection that closes now has either seen this call among the pending ones, or is seen closed here.
            if (_closed.Task.IsCompletedSuccessfully)
                call.Fail(await _closed.Task);
            return await call.Reply.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // A transaction that waits for a condition would otherwise stay behind in the server (RFC 7047 §4.1.4).
            if (method == "transact")
                _unsent.Writer.TryWrite(Message("cancel", writer => writer.WriteNumberValue(id), id: null));
            throw;
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Close(OvsdbErrors.ConnectionClosed("it was closed on this side."));
        await _loops;
        await _stream.DisposeAsync();
        _stop.Dispose();
    }

    private async Task SendAsync(byte[] message, CancellationToken cancellation)
    {
        try
        {
            await _unsent.Writer.WriteAsync(message, cancellation);
        }
        catch (ChannelClosedException)
        {
            // The caller finds the connection closed, with the reason.
        }
    }

    private void Close(Error reason)
    {
        if (!_closed.TrySetResult(reason))
            return;
        _unsent.Writer.TryComplete();
        _stop.Cancel();
        foreach (var call in _pending.Values)
            call.Fail(reason);
    }

    private async Task RunAsync(Func<CancellationToken, Task<Error>> loop)
    {
        try
        {
            // Leaves the constructor at once, whatever is already there to be read.
            await Task.Yield();
            Close(await loop(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Whoever stopped it has given the reason.
        }
        catch (Exception failure)
        {
            // Whatever it is ends the connection, and everybody who waits is told.
            Close(OvsdbErrors.ConnectionClosed(failure.Message));
        }
    }

    private async Task<Error> ReadLoopAsync(CancellationToken cancellation)
    {
        var input = PipeReader.Create(_stream, new StreamPipeReaderOptions(leaveOpen: true, bufferSize: 64 << 10));
        try
        {
            var messages = new JsonMessageReader(input, _options.MaxMessageBytes);
            while (true)
            {
                var next = await messages.ReadAsync(cancellation);
                if (!next.Succeeded)
                    return next.Error;
                using var message = next.Value;
                Interlocked.Increment(ref _received);
                if (Dispatch(message.RootElement) is { } failure)
                    return failure;
            }
        }
        finally
        {
            await input.CompleteAsync();
        }
    }

    /// <returns>Why the connection cannot go on.</returns>
    private Error? Dispatch(JsonElement message)
    {
        var hasId = message.TryGetProperty("id", out var id) && id.ValueKind is not JsonValueKind.Null;
        if (message.TryGetProperty("method", out var name) && name.ValueKind is JsonValueKind.String)
        {
            var method = name.GetString() ?? "";
            message.TryGetProperty("params", out var parameters);
            if (hasId)
                Answer(method, id, parameters);
            else
                return _notified(method, parameters);
        }
        else if (hasId && id.ValueKind is JsonValueKind.Number && id.TryGetInt64(out var number) && _pending.TryGetValue(number, out var call))
        {
            if (message.TryGetProperty("error", out var error) && error.ValueKind is not JsonValueKind.Null)
                call.Fail(OvsdbErrors.FromReply(error, "The database refused"));
            else if (message.TryGetProperty("result", out var result))
                call.Complete(result);
            else
                call.Fail(OvsdbErrors.Malformed("a request", "a member 'result' or 'error'"));
        }
        return null;
    }

    /// <summary>Answers the peer's requests, of which there is one: <c>echo</c> (RFC 7047 §4.1.11).</summary>
    private void Answer(string method, JsonElement id, JsonElement parameters)
    {
        var reply = Json(writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("id");
            id.WriteTo(writer);
            writer.WritePropertyName("result");
            if (method == "echo" && parameters.ValueKind is not JsonValueKind.Undefined)
                parameters.WriteTo(writer);
            else
                writer.WriteNullValue();
            if (method == "echo")
                writer.WriteNull("error");
            else
                writer.WriteString("error", OvsdbErrors.UnknownMethod);
            writer.WriteEndObject();
        });
        // With so many messages on their way the peer has proof of life already; to wait here could block both sides.
        _unsent.Writer.TryWrite(reply);
    }

    private async Task<Error> WriteLoopAsync(CancellationToken cancellation)
    {
        var output = PipeWriter.Create(_stream, new StreamPipeWriterOptions(leaveOpen: true));
        while (await _unsent.Reader.WaitToReadAsync(cancellation))
        {
            while (_unsent.Reader.TryRead(out var message))
                output.Write(message);
            await output.FlushAsync(cancellation);
        }
        return await _closed.Task;
    }

    private async Task<Error> ProbeLoopAsync(CancellationToken cancellation)
    {
        var (seen, probed) = (0L, false);
        while (true)
        {
            await Task.Delay(_options.ProbeInterval, _options.Time, cancellation);
            var received = Interlocked.Read(ref _received);
            if (received != seen)
                (seen, probed) = (received, false);
            else if (probed)
                return OvsdbErrors.ConnectionClosed($"the peer has been silent for {2 * _options.ProbeInterval.TotalSeconds:0.#} s.");
            else
                probed = _unsent.Writer.TryWrite(Message("echo", _ => { }, Interlocked.Increment(ref _lastId)));
        }
    }

    private static byte[] Message(string method, Action<Utf8JsonWriter> parameters, long? id) => Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("method", method);
        writer.WriteStartArray("params");
        parameters(writer);
        writer.WriteEndArray();
        if (id is { } number)
            writer.WriteNumber("id", number);
        else
            writer.WriteNull("id");
        writer.WriteEndObject();
    });

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
            write(writer);
        return buffer.WrittenSpan.ToArray();
    }
}
