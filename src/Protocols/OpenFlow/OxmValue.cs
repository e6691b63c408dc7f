using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow;

/// <summary>One condition of a match: the bits of a field that are set in the mask have the given value.</summary>
public readonly record struct OxmValue(OxmField Field, UInt128 Value, UInt128 Mask)
{
    public bool IsExact => Mask == Field.FullMask;

    /// <summary>Writes header, value and, unless the whole field is matched, mask.</summary>
    internal void Write(WireWriter wire)
    {
        Field.MatchHeader.Write(wire, IsExact ? Field.Bytes : 2 * Field.Bytes, masked: !IsExact);
        wire.Number(Value, Field.Bytes);
        if (!IsExact)
            wire.Number(Mask, Field.Bytes);
    }

    /// <summary>Reads the rest of an entry whose header was read; null where it is not as the table of fields says.</summary>
    internal static OxmValue? ReadPayload(ref WireReader wire, OxmField? field, int payloadBytes, bool masked)
    {
        var payload = new WireReader(wire.Bytes(payloadBytes));
        if (field is null || payloadBytes != (masked ? 2 * field.Bytes : field.Bytes))
            return null;
        var value = payload.Number(field.Bytes);
        var mask = masked ? payload.Number(field.Bytes) & field.FullMask : field.FullMask;
        return new OxmValue(field, value & mask, mask);
    }
}
