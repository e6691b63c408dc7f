using System.Text;
using Naru.Protocols.OpenFlow.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Writes a number into up to 64 bits of a field.</summary>
public sealed record RegLoad(Subfield Target, ulong Value) : FlowAction
{
    internal override void Write(WireWriter wire)
    {
        var start = wire.BeginNicira(NiciraAction.RegLoad);
        wire.U16(Target.OffsetAndBits);
        Target.Field.WriteActionHeader(wire);
        wire.U64(Value);
        wire.End(start);
    }

    internal static RegLoad? Read(ref WireReader body)
    {
        var offsetAndBits = body.U16();
        if (OxmField.ReadHeader(ref body) is not { } field)
            return null;
        var target = Subfield.FromOffsetAndBits(field, offsetAndBits);
        return target.IsValid ? new RegLoad(target, body.U64()) : null;
    }

    internal override void Print(StringBuilder text) =>
        text.Append("load:").Append(FieldText.Hex(Value)).Append("->").Append(Target);
}
