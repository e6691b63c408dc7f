using Naru.Primitives;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>Asks the peer whether it lives.</summary>
public sealed record EchoRequest(EquatableList<byte> Payload = default) : OpenFlowMessage
{
    internal override MessageType Type => MessageType.EchoRequest;

    internal override void WriteBody(WireWriter wire) => wire.Bytes(Payload.Items.AsSpan());

    internal static EchoRequest Read(ref WireReader body) => new(EquatableList.Create(body.Rest));
}
