using System.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Hands the packet to a group, which must exist.</summary>
public sealed record ToGroup(uint Group) : FlowAction
{
    internal override void Write(WireWriter wire)
    {
        var start = wire.Begin((ushort)ActionType.Group);
        wire.U32(Group);
        wire.End(start);
    }

    internal static ToGroup Read(ref WireReader body) => new(body.U32());

    internal override void Print(StringBuilder text) => text.Append("group:").Append(Group);
}
