namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>How the switch sends packets to this controller.</summary>
public enum PacketInFormat : uint
{
    Standard = 0,

    /// <summary>With the userdata of the action that sent them (NXT_PACKET_IN2).</summary>
    NiciraWithUserdata = 2,
}
