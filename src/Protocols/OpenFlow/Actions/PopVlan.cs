using System.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Removes the outermost VLAN tag.</summary>
public sealed record PopVlan : FlowAction
{
    internal override void Write(WireWriter wire)
    {
        var start = wire.Begin((ushort)ActionType.PopVlan);
        wire.Zeros(4);
        wire.End(start);
    }

    internal static PopVlan Read(ref WireReader body)
    {
        body.Skip(4);
        return new PopVlan();
    }

    internal override void Print(StringBuilder text) => text.Append("pop_vlan");
}
