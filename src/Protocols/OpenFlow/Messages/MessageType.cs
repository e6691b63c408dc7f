namespace Naru.Protocols.OpenFlow.Messages;

/// <summary><c>ofp_type</c> (OpenFlow 1.3.5 §7.1).</summary>
public enum MessageType : byte
{
    Hello = 0,
    Error = 1,
    EchoRequest = 2,
    EchoReply = 3,
    Experimenter = 4,
    FeaturesRequest = 5,
    FeaturesReply = 6,
    SetConfig = 9,
    PacketIn = 10,
    FlowRemoved = 11,
    PortStatus = 12,
    PacketOut = 13,
    FlowMod = 14,
    GroupMod = 15,
    MultipartRequest = 18,
    MultipartReply = 19,
    BarrierRequest = 20,
    BarrierReply = 21,
    RoleRequest = 24,
    RoleReply = 25,
    MeterMod = 29,
}
