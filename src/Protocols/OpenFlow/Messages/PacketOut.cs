using Naru.Primitives;
using Naru.Protocols.OpenFlow.Actions;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>
/// A packet for the switch to send (OpenFlow 1.3.5 §7.3.7). <c>Output(OfPort.Table)</c> sends it through the flow tables.
/// </summary>
/// <param name="InPort">Where it seems to come from: a port number, or <see cref="OfPort.Controller"/>.</param>
/// <param name="Actions">What to do with it.</param>
/// <param name="Packet">The packet from its Ethernet header on.</param>
public sealed record PacketOut(uint InPort, EquatableList<FlowAction> Actions, EquatableList<byte> Packet) : OpenFlowMessage
{
    private const uint NoBuffer = 0xffff_ffff;

    internal override MessageType Type => MessageType.PacketOut;

    internal override void WriteBody(WireWriter wire)
    {
        wire.U32(NoBuffer);
        wire.U32(InPort);
        var lengthAt = wire.Length;
        wire.U16(0);
        wire.Zeros(6);
        var start = wire.Length;
        wire.Actions(Actions);
        wire.PatchU16(lengthAt, wire.Length - start);
        wire.Bytes(Packet.Items.AsSpan());
    }

    internal static PacketOut? Read(ref WireReader body)
    {
        body.Skip(4);
        var (inPort, length) = (body.U32(), body.U16());
        body.Skip(6);
        return ActionReader.Read(body.Bytes(length)) is { } actions
            ? new PacketOut(inPort, actions, EquatableList.Create(body.Rest))
            : null;
    }
}
