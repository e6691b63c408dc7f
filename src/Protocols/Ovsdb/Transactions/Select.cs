using System.Text.Json;

using Naru.Primitives;

namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>Reads rows (RFC 7047 §5.2.2).</summary>
/// <param name="Columns">The columns wanted, <c>_uuid</c> and <c>_version</c> among them; null means all.</param>
public sealed record Select(string Table, EquatableList<Condition> Where, EquatableList<string>? Columns = null) : Operation
{
    public override string Name => "select";

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("table", Table);
        Condition.WriteAll(writer, Where);
        if (Columns is not { } columns)
            return;
        writer.WriteStartArray("columns");
        foreach (var column in columns)
            writer.WriteStringValue(column);
        writer.WriteEndArray();
    }
}
