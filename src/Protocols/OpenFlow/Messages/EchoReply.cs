using Naru.Primitives;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>The answer to an echo request, with the same payload.</summary>
public sealed record EchoReply(EquatableList<byte> Payload = default) : OpenFlowMessage
{
    internal override MessageType Type => MessageType.EchoReply;

    internal override void WriteBody(WireWriter wire) => wire.Bytes(Payload.Items.AsSpan());

    internal static EchoReply Read(ref WireReader body) => new(EquatableList.Create(body.Rest));
}
