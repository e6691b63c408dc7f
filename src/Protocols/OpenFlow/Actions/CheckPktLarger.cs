using System.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Sets one bit to whether the packet, with its Ethernet header, is longer than a number of octets.</summary>
public sealed record CheckPktLarger(ushort Length, Subfield Target) : FlowAction
{
    internal override void Write(WireWriter wire)
    {
        var start = wire.BeginNicira(NiciraAction.CheckPktLarger);
        wire.U16(Length);
        wire.U16((ushort)Target.Offset);
        Target.Field.WriteActionHeader(wire);
        wire.End(start);
    }

    internal static CheckPktLarger? Read(ref WireReader body)
    {
        var length = body.U16();
        var offset = body.U16();
        return Subfield.Read(ref body, offset, bits: 1) is { } target ? new CheckPktLarger(length, target) : null;
    }

    internal override void Print(StringBuilder text) => text.Append("check_pkt_larger(").Append(Length).Append(")->").Append(Target);
}
