using System.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Sends the packet out of the port whose number is in a field.</summary>
public sealed record OutputReg(Subfield Source, ushort MaxLength = Output.WholePacket) : FlowAction
{
    internal override void Write(WireWriter wire)
    {
        var start = wire.BeginNicira(NiciraAction.OutputReg);
        wire.U16(Source.OffsetAndBits);
        Source.Field.WriteActionHeader(wire);
        wire.U16(MaxLength);
        wire.Zeros(6);
        wire.End(start);
    }

    internal static OutputReg? Read(ref WireReader body)
    {
        var offsetAndBits = body.U16();
        if (OxmField.ReadHeader(ref body) is not { } field)
            return null;
        var source = Subfield.FromOffsetAndBits(field, offsetAndBits);
        return source.IsValid ? new OutputReg(source, body.U16()) : null;
    }

    internal override void Print(StringBuilder text) => text.Append("output:").Append(Source);
}
