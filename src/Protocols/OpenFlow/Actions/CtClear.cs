using System.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Forgets what conntrack said of the packet, so that it is tracked anew.</summary>
public sealed record CtClear : FlowAction
{
    internal override void Write(WireWriter wire)
    {
        var start = wire.BeginNicira(NiciraAction.CtClear);
        wire.Zeros(6);
        wire.End(start);
    }

    internal static CtClear Read(ref WireReader body)
    {
        body.Skip(6);
        return new CtClear();
    }

    internal override void Print(StringBuilder text) => text.Append("ct_clear");
}
