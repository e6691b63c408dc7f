using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow;

/// <summary>A run of bits of a field; bit 0 is the least significant.</summary>
public readonly record struct Subfield(OxmField Field, int Offset, int Bits)
{
    public static implicit operator Subfield(OxmField field) => field.All;

    /// <summary>offset in the upper 10 bits, number of bits less one in the lower 6 (<c>ofs_nbits</c>).</summary>
    internal ushort OffsetAndBits => (ushort)(Offset << 6 | (Bits - 1));

    internal static Subfield FromOffsetAndBits(OxmField field, ushort packed) => new(field, packed >> 6, (packed & 63) + 1);

    /// <summary>Whether the bits lie in the field; what a peer sent may not.</summary>
    internal bool IsValid => Bits > 0 && Offset + Bits <= Field.Bits;

    /// <summary><c>NXM_NX_REG6[0..15]</c>, <c>NXM_NX_REG0[3]</c>, <c>NXM_OF_ETH_SRC[]</c>.</summary>
    public override string ToString() => Bits == Field.Bits
        ? $"{Field.HeaderName}[]"
        : Bits == 1 ? $"{Field.HeaderName}[{Offset}]" : $"{Field.HeaderName}[{Offset}..{Offset + Bits - 1}]";

    /// <summary>Reads an offset and then a header, the order of most Nicira actions.</summary>
    internal static Subfield? Read(ref WireReader wire, int offset, int bits)
    {
        if (OxmField.ReadHeader(ref wire) is not { } field)
            return null;
        var subfield = new Subfield(field, offset, bits);
        if (subfield.IsValid)
            return subfield;
        wire.Fail();
        return null;
    }
}
