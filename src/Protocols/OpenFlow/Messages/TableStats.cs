using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>What a table holds and counted.</summary>
/// <param name="Table">The table.</param>
/// <param name="Flows">Flows in it.</param>
/// <param name="Lookups">Packets looked up in it.</param>
/// <param name="Matched">Packets that a flow matched.</param>
public sealed record TableStats(byte Table, uint Flows, ulong Lookups, ulong Matched) : IMultipartPart<TableStats>
{
    void IMultipartPart<TableStats>.Write(WireWriter wire)
    {
        wire.U8(Table);
        wire.Zeros(3);
        wire.U32(Flows);
        wire.U64(Lookups);
        wire.U64(Matched);
    }

    static TableStats IMultipartPart<TableStats>.Read(ref WireReader wire)
    {
        var table = wire.U8();
        wire.Skip(3);
        return new TableStats(table, wire.U32(), wire.U64(), wire.U64());
    }
}
