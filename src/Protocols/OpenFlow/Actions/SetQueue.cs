using System.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Chooses the queue of the QoS of the output port.</summary>
public sealed record SetQueue(uint Queue) : FlowAction
{
    internal override void Write(WireWriter wire)
    {
        var start = wire.Begin((ushort)ActionType.SetQueue);
        wire.U32(Queue);
        wire.End(start);
    }

    internal static SetQueue Read(ref WireReader body) => new(body.U32());

    internal override void Print(StringBuilder text) => text.Append("set_queue:").Append(Queue);
}
