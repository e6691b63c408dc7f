using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>A flow that asked for it (<see cref="FlowFlags.SendFlowRemoved"/>) is gone (OpenFlow 1.3.5 §7.4.2).</summary>
/// <param name="Flow">The flow without its instructions, which the message does not have.</param>
/// <param name="Reason">Why.</param>
/// <param name="Age">How long it was there.</param>
/// <param name="Packets">Packets that matched.</param>
/// <param name="Bytes">Octets in them.</param>
public sealed record FlowRemoved(Flow Flow, FlowRemovedReason Reason, TimeSpan Age, ulong Packets, ulong Bytes) : OpenFlowMessage
{
    internal override MessageType Type => MessageType.FlowRemoved;

    internal override void WriteBody(WireWriter wire)
    {
        wire.U64(Flow.Cookie);
        wire.U16(Flow.Priority);
        wire.U8((byte)Reason);
        wire.U8(Flow.Table);
        wire.Duration(Age);
        wire.U16(Flow.IdleTimeout);
        wire.U16(Flow.HardTimeout);
        wire.U64(Packets);
        wire.U64(Bytes);
        Flow.Match.Write(wire);
    }

    internal static FlowRemoved? Read(ref WireReader body)
    {
        var (cookie, priority, reason, table) = (body.U64(), body.U16(), (FlowRemovedReason)body.U8(), body.U8());
        var age = body.Duration();
        var (idle, hard, packets, bytes) = (body.U16(), body.U16(), body.U64(), body.U64());
        if (Match.Read(ref body) is not { } match)
            return null;
        var flow = new Flow(table, priority, match, Instructions.Drop) { Cookie = cookie, IdleTimeout = idle, HardTimeout = hard };
        return new FlowRemoved(flow, reason, age, packets, bytes);
    }
}
