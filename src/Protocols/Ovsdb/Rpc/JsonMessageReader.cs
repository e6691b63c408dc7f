using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

using Naru.Primitives;
using Naru.Protocols.Ovsdb.Transactions;

namespace Naru.Protocols.Ovsdb.Rpc;

/// <summary>Cuts a byte stream into its JSON objects: RFC 7047 §4 puts nothing between them.</summary>
/// <remarks>Each byte is scanned once, however many pieces a message arrives in.</remarks>
internal sealed class JsonMessageReader(PipeReader input, long maxBytes)
{
    private JsonReaderState _state;
    private long _scanned;

    /// <summary>The next message, which the caller disposes of; an error when the stream ends or is not JSON.</summary>
    public async ValueTask<Result<JsonDocument>> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellation);
            try
            {
                if (TryFindEnd(read.Buffer, out var message))
                {
                    // A copy: what is read from next gets the memory of what was read.
                    var reader = new Utf8JsonReader(message);
                    var document = JsonDocument.ParseValue(ref reader);
                    input.AdvanceTo(message.End);
                    return document;
                }
            }
            catch (JsonException malformed)
            {
                return OvsdbErrors.ConnectionClosed($"the peer sent what is not JSON ({malformed.Message}).");
            }
            if (read.Buffer.Length > maxBytes)
                return OvsdbErrors.ConnectionClosed($"the peer sent a message of more than {maxBytes} bytes.");
            if (read.IsCompleted)
                return OvsdbErrors.ConnectionClosed("the peer hung up.");
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private bool TryFindEnd(ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> message)
    {
        var reader = new Utf8JsonReader(buffer.Slice(_scanned), isFinalBlock: false, _state);
        while (reader.Read())
        {
            if (reader.CurrentDepth > 0 || reader.TokenType is JsonTokenType.StartObject)
                continue;
            if (reader.TokenType is not JsonTokenType.EndObject)
                throw new JsonException("a message is an object");
            message = buffer.Slice(0, _scanned + reader.BytesConsumed);
            (_state, _scanned) = (default, 0);
            return true;
        }
        (_state, _scanned) = (reader.CurrentState, _scanned + reader.BytesConsumed);
        message = default;
        return false;
    }
}
