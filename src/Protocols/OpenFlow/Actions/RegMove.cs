using System.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Copies bits of one field into as many bits of another.</summary>
public sealed record RegMove(Subfield Source, Subfield Target) : FlowAction
{
    internal override void Write(WireWriter wire)
    {
        var start = wire.BeginNicira(NiciraAction.RegMove);
        wire.U16((ushort)Source.Bits);
        wire.U16((ushort)Source.Offset);
        wire.U16((ushort)Target.Offset);
        Source.Field.WriteActionHeader(wire);
        Target.Field.WriteActionHeader(wire);
        wire.End(start);
    }

    internal static RegMove? Read(ref WireReader body)
    {
        var bits = body.U16();
        var sourceOffset = body.U16();
        var targetOffset = body.U16();
        return Subfield.Read(ref body, sourceOffset, bits) is { } source && Subfield.Read(ref body, targetOffset, bits) is { } target
            ? new RegMove(source, target)
            : null;
    }

    internal override void Print(StringBuilder text) => text.Append("move:").Append(Source).Append("->").Append(Target);
}
