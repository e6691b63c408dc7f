using System.Buffers.Binary;

namespace Naru.Protocols.OpenFlow.Wire;

/// <summary>Reads what a peer sent. Running out of octets is remembered, not thrown: check <see cref="Failed"/> once at the end.</summary>
/// <remarks>After a failure every read gives zero, so a reader's loops end on <see cref="Remaining"/>.</remarks>
internal ref struct WireReader(ReadOnlySpan<byte> octets)
{
    private ReadOnlySpan<byte> _rest = octets;

    public bool Failed { get; private set; }

    public readonly int Remaining => _rest.Length;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte U8() => Bytes(1) is [var value] ? value : (byte)0;

    public ushort U16() => Bytes(2) is { Length: 2 } octets ? BinaryPrimitives.ReadUInt16BigEndian(octets) : (ushort)0;

    public uint U32() => Bytes(4) is { Length: 4 } octets ? BinaryPrimitives.ReadUInt32BigEndian(octets) : 0;

    public ulong U64() => Bytes(8) is { Length: 8 } octets ? BinaryPrimitives.ReadUInt64BigEndian(octets) : 0;

    /// <summary>A number of up to 16 octets, most significant first.</summary>
    public UInt128 Number(int bytes) => bytes switch
    {
        1 => U8(),
        2 => U16(),
        4 => U32(),
        8 => U64(),
        _ => NumberOfOddLength(bytes),
    };

    private UInt128 NumberOfOddLength(int bytes)
    {
        UInt128 value = 0;
        foreach (var octet in Bytes(bytes))
            value = value << 8 | octet;
        return value;
    }

    public void Skip(int count) => Bytes(count);

    /// <summary>The next octets, or none when there are not that many.</summary>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count < 0 || count > _rest.Length)
        {
            Fail();
            return default;
        }
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public void Fail()
    {
        Failed = true;
        _rest = default;
    }
}
