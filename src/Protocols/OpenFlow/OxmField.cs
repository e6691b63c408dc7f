using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow;

/// <summary>A field that flows match on and actions change: one row of the table in <see cref="Oxm"/>.</summary>
/// <remarks>
/// Many fields have two headers, an older NXM and a standard OXM one. Matches and set_field are written with OXM, the
/// Nicira actions with NXM, which is what Open vSwitch does on an OpenFlow 1.3 connection; both are read.
/// Compares by identity: there is one instance a field.
/// </remarks>
public sealed class OxmField
{
    internal OxmField(string name, string headerName, int bits, int bytes, OxmFormat format, bool maskable,
        OxmHeader? nxm, OxmHeader? oxm, UInt128 fullMask)
    {
        (Name, HeaderName, Bits, Bytes, Format, Maskable) = (name, headerName, bits, bytes, format, maskable);
        (Nxm, Oxm, FullMask) = (nxm, oxm, fullMask);
    }

    /// <summary>The name in matches and <c>set_field</c>, such as <c>eth_dst</c>.</summary>
    public string Name { get; }

    /// <summary>The name in <c>load</c> and <c>move</c>, such as <c>NXM_OF_ETH_DST</c>.</summary>
    public string HeaderName { get; }

    public int Bits { get; }

    /// <summary>Length of the value on the wire; a mask doubles it.</summary>
    public int Bytes { get; }

    public OxmFormat Format { get; }

    public bool Maskable { get; }

    /// <summary>
    /// The mask that matches the whole field. <c>vlan_vid</c> has 12 bits but 13 to match: the topmost says that there is
    /// a tag.
    /// </summary>
    public UInt128 FullMask { get; }

    public OxmHeader? Nxm { get; }

    public OxmHeader? Oxm { get; }

    internal OxmHeader MatchHeader => Oxm ?? Nxm.GetValueOrDefault();

    internal OxmHeader ActionHeader => Nxm ?? Oxm.GetValueOrDefault();

    /// <summary>Position in the table: the order of fields in a match, in which prerequisites come first.</summary>
    internal int Order { get; set; }

    /// <summary>The whole field, as source or destination of an action.</summary>
    public Subfield All => new(this, 0, Bits);

    /// <summary>Some bits of the field: <c>Oxm.Reg(6).Slice(0, 16)</c> is <c>NXM_NX_REG6[0..15]</c>.</summary>
    public Subfield Slice(int offset, int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + bits, Bits);
        return new Subfield(this, offset, bits);
    }

    public override string ToString() => Name;

    internal void WriteActionHeader(WireWriter wire) => ActionHeader.Write(wire, Bytes, masked: false);

    /// <summary>Reads the header of a field inside an action; null, and a failed reader, where the field is not known here.</summary>
    internal static OxmField? ReadHeader(ref WireReader wire)
    {
        var header = OxmHeader.Read(ref wire, out _, out _);
        var field = OpenFlow.Oxm.Find(header);
        if (field is null)
            wire.Fail();
        return field;
    }
}
