using System.Text;
using Naru.Protocols.OpenFlow.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Sets a field, or those of its bits that are in the mask.</summary>
/// <remarks>
/// OpenFlow 1.3 knows only whole fields here; with a mask the action goes as Nicira's reg_load2. A <c>vlan_vid</c> has
/// bit 0x1000 set (OFPVID_PRESENT); <see cref="Act.SetVlanVid"/> does that. Nicira's set_tunnel reads as this action.
/// </remarks>
public sealed record SetField : FlowAction
{
    public SetField(OxmField field, UInt128 value)
        : this(field, value, field.FullMask)
    {
    }

    public SetField(OxmField field, UInt128 value, UInt128 mask) =>
        (Field, Mask, Value) = (field, mask & field.FullMask, value & mask & field.FullMask);

    public OxmField Field { get; }

    public UInt128 Value { get; }

    public UInt128 Mask { get; }

    private OxmValue Condition => new(Field, Value, Mask);

    internal override void Write(WireWriter wire)
    {
        var start = Condition.IsExact ? wire.Begin((ushort)ActionType.SetField) : wire.BeginNicira(NiciraAction.RegLoad2);
        Condition.Write(wire);
        wire.End(start);
    }

    internal static SetField? Read(ref WireReader body)
    {
        var header = OxmHeader.Read(ref body, out var payloadBytes, out var masked);
        return OxmValue.ReadPayload(ref body, Oxm.Find(header), payloadBytes, masked) is { } set
            ? new SetField(set.Field, set.Value, set.Mask)
            : null;
    }

    internal static SetField? ReadMasked(ref WireReader body) =>
        Read(ref body) is { Condition.IsExact: false } action ? action : null;

    internal static SetField ReadTunnel32(ref WireReader body)
    {
        body.Skip(2);
        return new SetField(Oxm.TunId, body.U32());
    }

    internal static SetField ReadTunnel64(ref WireReader body)
    {
        body.Skip(6);
        return new SetField(Oxm.TunId, body.U64());
    }

    internal override void Print(StringBuilder text) =>
        text.Append("set_field:").Append(FieldText.Value(Field, Value, Mask)).Append("->").Append(Field.Name);
}
