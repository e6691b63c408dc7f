using System.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Adds a VLAN tag; what is in it, a <see cref="SetField"/> of <c>vlan_vid</c> says.</summary>
/// <param name="EtherType">0x8100, or 0x88a8 for a service tag.</param>
public sealed record PushVlan(ushort EtherType = 0x8100) : FlowAction
{
    internal override void Write(WireWriter wire)
    {
        var start = wire.Begin((ushort)ActionType.PushVlan);
        wire.U16(EtherType);
        wire.End(start);
    }

    internal static PushVlan Read(ref WireReader body) => new(body.U16());

    internal override void Print(StringBuilder text) => text.Append($"push_vlan:0x{EtherType:x4}");
}
