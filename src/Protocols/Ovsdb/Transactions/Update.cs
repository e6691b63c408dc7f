using System.Text.Json;

using Naru.Primitives;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>Sets columns of the rows that meet the conditions (RFC 7047 §5.2.3); its result carries their count.</summary>
public sealed record Update(string Table, EquatableList<Condition> Where, OvsdbRow Row) : Operation
{
    public override string Name => "update";

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("table", Table);
        Condition.WriteAll(writer, Where);
        writer.WritePropertyName("row");
        Row.Write(writer);
    }
}
