using System.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>
/// Says that a packet fulfils one clause; one that fulfils all clauses matches the flow with this <c>conj_id</c>
/// (ovs-actions(7)).
/// </summary>
/// <remarks>A flow with a conjunction has no other actions than conjunctions and notes.</remarks>
/// <param name="Id">The <c>conj_id</c>.</param>
/// <param name="Clause">1 to <paramref name="Clauses"/>.</param>
/// <param name="Clauses">2 to 64.</param>
public sealed record Conjunction(uint Id, int Clause, int Clauses) : FlowAction
{
    internal override void Write(WireWriter wire)
    {
        var start = wire.BeginNicira(NiciraAction.Conjunction);
        wire.U8((byte)(Clause - 1));
        wire.U8((byte)Clauses);
        wire.U32(Id);
        wire.End(start);
    }

    internal static Conjunction Read(ref WireReader body)
    {
        var clause = body.U8() + 1;
        var clauses = body.U8();
        return new Conjunction(body.U32(), clause, clauses);
    }

    internal override void Print(StringBuilder text) => text.Append($"conjunction({Id},{Clause}/{Clauses})");
}
