using Naru.Primitives;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>A message of a type that this library does not know, or whose body is not as its type demands.</summary>
public sealed record UnknownMessage(byte TypeNumber, EquatableList<byte> Body) : OpenFlowMessage
{
    internal override MessageType Type => (MessageType)TypeNumber;

    internal override void WriteBody(WireWriter wire) => wire.Bytes(Body.Items.AsSpan());
}
