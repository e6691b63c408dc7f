using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>Asks what the switch is.</summary>
public sealed record FeaturesRequest : OpenFlowMessage
{
    internal override MessageType Type => MessageType.FeaturesRequest;

    internal override void WriteBody(WireWriter wire)
    {
    }
}
