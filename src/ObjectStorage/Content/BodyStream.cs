using Naru.ObjectStorage.Index;

namespace Naru.ObjectStorage.Content;

/// <summary>Pieces of bytes one after another. Each is opened when the one before it is at its end.</summary>
/// <remarks>Reading fails with a <see cref="ContentGoneException"/> when a piece vanished, and with an <see cref="EngineException"/> when one breaks off.</remarks>
internal sealed class BodyStream(IReadOnlyList<ContentPart> parts, ObjectIndex index, Contents contents) : ReadOnlyStream
{
    private int _next;
    private long _left;

    // One of them has what is left of the present piece.
    private ReadOnlyMemory<byte> _bytes;
    private Stream? _kept;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_left == 0)
        {
            if (_next == parts.Count)
                return 0;
            await OpenAsync(parts[_next], cancellationToken);
            _next++;
        }
        buffer = buffer[..(int)Math.Min(buffer.Length, _left)];
        var read = buffer.Length;
        if (_kept is not null)
        {
            read = await _kept.ReadAsync(buffer, cancellationToken);
            if (read == 0 && buffer.Length > 0)
                throw new EngineException($"The bytes of an object end {_left} early.");
        }
        else
        {
            _bytes[..read].CopyTo(buffer);
            _bytes = _bytes[read..];
        }
        _left -= read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _kept?.Dispose();
        base.Dispose(disposing);
    }

    private async Task OpenAsync(ContentPart part, CancellationToken cancellation)
    {
        _kept?.Dispose();
        _kept = null;
        if (part.Address is { IsInIndex: false } file)
            _kept = await contents.OpenAsync(file.Id, part.Offset, part.Length, cancellation) ?? throw new ContentGoneException();
        else
            _bytes = Bytes(part).Slice((int)part.Offset, (int)part.Length);
        _left = part.Length;
    }

    private ReadOnlyMemory<byte> Bytes(ContentPart part) => part.Address is { } address
        ? index.Read(reader => reader.Bytes(address.Id)) ?? throw new ContentGoneException()
        : part.Literal;
}
