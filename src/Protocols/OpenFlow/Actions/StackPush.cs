using System.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Pushes bits of a field on the stack of the packet.</summary>
public sealed record StackPush(Subfield Source) : FlowAction
{
    internal override void Write(WireWriter wire) => WriteStack(wire, NiciraAction.StackPush, Source);

    internal static StackPush? Read(ref WireReader body) => ReadStack(ref body) is { } source ? new StackPush(source) : null;

    internal override void Print(StringBuilder text) => text.Append("push:").Append(Source);

    internal static void WriteStack(WireWriter wire, NiciraAction subtype, Subfield subfield)
    {
        var start = wire.BeginNicira(subtype);
        wire.U16((ushort)subfield.Offset);
        subfield.Field.WriteActionHeader(wire);
        wire.U16((ushort)subfield.Bits);
        wire.Zeros(6);
        wire.End(start);
    }

    internal static Subfield? ReadStack(ref WireReader body)
    {
        var offset = body.U16();
        if (OxmField.ReadHeader(ref body) is not { } field)
            return null;
        var subfield = new Subfield(field, offset, body.U16());
        return subfield.IsValid ? subfield : default(Subfield?);
    }
}
