using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>A port came, went or changed (OpenFlow 1.3.5 §7.4.3).</summary>
public sealed record PortStatus(PortStatusReason Reason, PortDescription Port) : OpenFlowMessage
{
    internal override MessageType Type => MessageType.PortStatus;

    internal override void WriteBody(WireWriter wire)
    {
        wire.U8((byte)Reason);
        wire.Zeros(7);
        Port.Write(wire);
    }

    internal static PortStatus Read(ref WireReader body)
    {
        var reason = (PortStatusReason)body.U8();
        body.Skip(7);
        return new PortStatus(reason, PortDescription.Read(ref body));
    }
}
