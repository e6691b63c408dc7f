using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>How much of a packet that no flow matches comes to the controller (OpenFlow 1.3.5 §7.3.2).</summary>
/// <remarks>
/// Open vSwitch sends no events at all to a controller that connected to it, rather than it to the controller, before
/// this is not zero.
/// </remarks>
public sealed record SetConfig(ushort MissSendLength) : OpenFlowMessage
{
    internal override MessageType Type => MessageType.SetConfig;

    internal override void WriteBody(WireWriter wire)
    {
        wire.U16(0);
        wire.U16(MissSendLength);
    }

    internal static SetConfig Read(ref WireReader body)
    {
        body.Skip(2);
        return new SetConfig(body.U16());
    }
}
