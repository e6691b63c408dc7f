using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>The sum over flows.</summary>
public sealed record AggregateStats(ulong Packets, ulong Bytes, uint Flows) : IMultipartPart<AggregateStats>
{
    void IMultipartPart<AggregateStats>.Write(WireWriter wire)
    {
        wire.U64(Packets);
        wire.U64(Bytes);
        wire.U32(Flows);
        wire.Zeros(4);
    }

    static AggregateStats IMultipartPart<AggregateStats>.Read(ref WireReader wire)
    {
        var stats = new AggregateStats(wire.U64(), wire.U64(), wire.U32());
        wire.Skip(4);
        return stats;
    }
}
