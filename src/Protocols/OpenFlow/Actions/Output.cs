using System.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>
/// Sends the packet out of a port. A packet is never sent out of the port it came from: that is <see
/// cref="OfPort.InPort"/>.
/// </summary>
/// <param name="Port">A port number or one of <see cref="OfPort"/>.</param>
/// <param name="MaxLength">Octets that the controller gets, 0xffff for all; of no meaning for other ports.</param>
public sealed record Output(uint Port, ushort MaxLength = 0) : FlowAction
{
    /// <summary>The whole packet goes to the controller (OFPCML_NO_BUFFER).</summary>
    public const ushort WholePacket = 0xffff;

    internal override void Write(WireWriter wire)
    {
        var start = wire.Begin((ushort)ActionType.Output);
        wire.U32(Port);
        wire.U16(MaxLength);
        wire.Zeros(6);
        wire.End(start);
    }

    internal static Output Read(ref WireReader body)
    {
        var action = new Output(body.U32(), body.U16());
        body.Skip(6);
        return action;
    }

    internal override void Print(StringBuilder text)
    {
        if (Port < OfPort.Max)
            text.Append("output:");
        text.Append(OfPort.Name(Port));
        if (Port is OfPort.Controller)
            text.Append(':').Append(MaxLength);
    }
}
