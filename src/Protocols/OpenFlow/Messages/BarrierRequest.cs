using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>Asks for a reply once all messages before it are done.</summary>
public sealed record BarrierRequest : OpenFlowMessage
{
    internal override MessageType Type => MessageType.BarrierRequest;

    internal override void WriteBody(WireWriter wire)
    {
    }
}
