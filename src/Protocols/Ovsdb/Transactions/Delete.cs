using System.Text.Json;

using Naru.Primitives;

namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>Deletes the rows that meet the conditions (RFC 7047 §5.2.5); its result carries their count.</summary>
/// <remarks>Rows of a table that is not a root go by themselves when nothing refers to them any more (RFC 7047 §3.2).</remarks>
public sealed record Delete(string Table, EquatableList<Condition> Where) : Operation
{
    public override string Name => "delete";

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("table", Table);
        Condition.WriteAll(writer, Where);
    }
}
