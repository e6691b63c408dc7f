using System.Buffers;

namespace Naru.Rest.Endpoints;

/// <summary>The body of an answer while it is written, in an array that the next answer uses again.</summary>
/// <remarks>
/// A list of a thousand ports has almost a megabyte. An array of that size is cleared when it is made and only freed with the
/// oldest generation: done anew for each answer, that costs more than the writing.
/// </remarks>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int SmallestGrowth = 256;

    private byte[] _array = ArrayPool<byte>.Shared.Rent(1024);
    private int _written;

    public ReadOnlyMemory<byte> Written => _array.AsMemory(0, _written);

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _array.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _array.AsSpan(_written);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_array);
        _array = [];
    }

    private void EnsureRoom(int wanted)
    {
        if (_array.Length - _written >= Math.Max(wanted, 1))
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _array.Length, _written + wanted + SmallestGrowth));
        Written.Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }
}
