using System.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Sets the IPv4 TTL or IPv6 hop limit.</summary>
public sealed record SetNwTtl(byte Ttl) : FlowAction
{
    internal override void Write(WireWriter wire)
    {
        var start = wire.Begin((ushort)ActionType.SetNwTtl);
        wire.U8(Ttl);
        wire.Zeros(3);
        wire.End(start);
    }

    internal static SetNwTtl Read(ref WireReader body) => new(body.U8());

    internal override void Print(StringBuilder text) => text.Append("mod_nw_ttl:").Append(Ttl);
}
