using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>All messages before the barrier are done.</summary>
public sealed record BarrierReply : OpenFlowMessage
{
    internal override MessageType Type => MessageType.BarrierReply;

    internal override void WriteBody(WireWriter wire)
    {
    }
}
