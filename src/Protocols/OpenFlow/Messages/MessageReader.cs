using Naru.Primitives;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>Reads messages. What is not known, or not as expected, becomes an <see cref="UnknownMessage"/>.</summary>
internal static class MessageReader
{
    /// <summary>Reads one whole message; null if the header's length is not that of the octets.</summary>
    public static OpenFlowMessage? Read(ReadOnlySpan<byte> octets, out uint xid)
    {
        var wire = new WireReader(octets);
        var version = wire.U8();
        var type = wire.U8();
        var length = wire.U16();
        xid = wire.U32();
        if (wire.Failed || length != octets.Length)
            return null;
        var body = wire;
        var isReadable = version is OpenFlowMessage.Version || (MessageType)type is MessageType.Hello or MessageType.Error;
        return isReadable && ReadBody((MessageType)type, version, ref body) is { } message && !body.Failed
            ? message
            : new UnknownMessage(type, EquatableList.Create(wire.Rest));
    }

    private static OpenFlowMessage? ReadBody(MessageType type, byte version, ref WireReader body) => type switch
    {
        MessageType.Hello => Hello.Read(ref body, version),
        MessageType.Error => ErrorMessage.Read(ref body),
        MessageType.EchoRequest => EchoRequest.Read(ref body),
        MessageType.EchoReply => EchoReply.Read(ref body),
        MessageType.Experimenter => ExperimenterMessage.Read(ref body),
        MessageType.FeaturesRequest => new FeaturesRequest(),
        MessageType.FeaturesReply => FeaturesReply.Read(ref body),
        MessageType.SetConfig => SetConfig.Read(ref body),
        MessageType.PacketIn => PacketIn.Read(ref body),
        MessageType.FlowRemoved => FlowRemoved.Read(ref body),
        MessageType.PortStatus => PortStatus.Read(ref body),
        MessageType.PacketOut => PacketOut.Read(ref body),
        MessageType.FlowMod => FlowMod.Read(ref body),
        MessageType.GroupMod => GroupMod.Read(ref body),
        MessageType.MultipartRequest => MultipartRequest.Read(ref body),
        MessageType.MultipartReply => MultipartReply.Read(ref body),
        MessageType.BarrierRequest => new BarrierRequest(),
        MessageType.BarrierReply => new BarrierReply(),
        MessageType.RoleRequest => RoleRequest.Read(ref body),
        MessageType.RoleReply => RoleReply.Read(ref body),
        MessageType.MeterMod => MeterMod.Read(ref body),
        _ => null,
    };
}
