using System.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Decrements the IPv4 TTL or IPv6 hop limit; a packet that has none left goes to the controller and no further.</summary>
public sealed record DecNwTtl : FlowAction
{
    internal override void Write(WireWriter wire)
    {
        var start = wire.Begin((ushort)ActionType.DecNwTtl);
        wire.Zeros(4);
        wire.End(start);
    }

    internal static DecNwTtl Read(ref WireReader body)
    {
        body.Skip(4);
        return new DecNwTtl();
    }

    internal override void Print(StringBuilder text) => text.Append("dec_ttl");
}
