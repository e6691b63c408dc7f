using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>The role that the controller now has.</summary>
/// <param name="Role">The role.</param>
/// <param name="Generation">Grows with every change of the master; a smaller one than the last is refused (OFPRRFC_STALE).</param>
public sealed record RoleReply(ControllerRole Role, ulong Generation) : OpenFlowMessage
{
    internal override MessageType Type => MessageType.RoleReply;

    internal override void WriteBody(WireWriter wire)
    {
        wire.U32((uint)Role);
        wire.Zeros(4);
        wire.U64(Generation);
    }

    internal static RoleReply Read(ref WireReader body)
    {
        var role = (ControllerRole)body.U32();
        body.Skip(4);
        return new RoleReply(role, body.U64());
    }
}
