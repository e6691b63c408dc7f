using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>Asks for a role among the controllers of the switch (OpenFlow 1.3.5 §7.3.9).</summary>
/// <param name="Role">The role.</param>
/// <param name="Generation">Grows with every change of the master; a smaller one than the last is refused (OFPRRFC_STALE).</param>
public sealed record RoleRequest(ControllerRole Role, ulong Generation) : OpenFlowMessage
{
    internal override MessageType Type => MessageType.RoleRequest;

    internal override void WriteBody(WireWriter wire)
    {
        wire.U32((uint)Role);
        wire.Zeros(4);
        wire.U64(Generation);
    }

    internal static RoleRequest Read(ref WireReader body)
    {
        var role = (ControllerRole)body.U32();
        body.Skip(4);
        return new RoleRequest(role, body.U64());
    }
}
