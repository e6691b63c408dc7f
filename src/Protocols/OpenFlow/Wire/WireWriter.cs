using System.Buffers.Binary;
using System.Numerics;

namespace Naru.Protocols.OpenFlow.Wire;

/// <summary>Builds messages in one reused buffer, so that a length that comes before its contents can be filled in afterwards.</summary>
internal sealed class WireWriter
{
    private byte[] _buffer = new byte[4096];

    public int Length { get; private set; }

    /// <summary>Whether something was longer than its length field can say; <see cref="Truncate"/> takes it back.</summary>
    public bool IsTooLong { get; private set; }

    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, Length);

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>Forgets what was written from a position on.</summary>
    public void Truncate(int length)
    {
        Length = length;
        IsTooLong = false;
    }

    public void U8(byte value) => Take(1)[0] = value;

    public void U16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Take(2), value);

    public void U32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(4), value);

    public void U64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Take(8), value);

    /// <summary>The low <paramref name="bytes"/> octets of a number, most significant first.</summary>
    public void Number(UInt128 value, int bytes)
    {
        switch (bytes)
        {
            case 1:
                U8((byte)value);
                break;
            case 2:
                U16((ushort)value);
                break;
            case 4:
                U32((uint)value);
                break;
            case 8:
                U64((ulong)value);
                break;
            case 16:
                BinaryPrimitives.WriteUInt128BigEndian(Take(16), value);
                break;
            default:
                WriteOddLength(value, bytes);
                break;
        }
    }

    private void WriteOddLength(UInt128 value, int bytes)
    {
        var octets = Take(bytes);
        for (var at = bytes - 1; at >= 0; at--)
        {
            octets[at] = (byte)value;
            value >>= 8;
        }
    }

    public void Bytes(ReadOnlySpan<byte> octets) => octets.CopyTo(Take(octets.Length));

    public void Zeros(int count) => Take(count).Clear();

    /// <summary>Zeros until what was written since <paramref name="start"/> is a multiple of 8 octets long.</summary>
    public void PadTo8(int start) => Zeros((start - Length) & 7);

    /// <summary>Fills in a 16-bit length that was left open. One that does not fit is remembered in <see cref="IsTooLong"/>.</summary>
    public void PatchU16(int at, int value)
    {
        IsTooLong |= value > ushort.MaxValue;
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(at), (ushort)value);
    }

    /// <summary>Reads back what was written.</summary>
    public uint U32At(int at) => BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(at, 4));

    /// <summary>
    /// Starts a structure made of type (16 bits) and length (16 bits); <see cref="End"/> pads it and fills the length in.
    /// </summary>
    public int Begin(ushort type)
    {
        var start = Length;
        U16(type);
        U16(0);
        return start;
    }

    public void End(int start)
    {
        PadTo8(start);
        PatchU16(start + 2, Length - start);
    }

    private Span<byte> Take(int count)
    {
        if (_buffer.Length - Length < count)
            Array.Resize(ref _buffer, (int)BitOperations.RoundUpToPowerOf2((uint)(Length + count)));
        Length += count;
        return _buffer.AsSpan(Length - count, count);
    }
}
