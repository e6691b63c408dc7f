using System.Text.Json;

using Naru.Primitives;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>Goes on only when the rows found are, or are not, those given (RFC 7047 §5.2.6): compare and swap.</summary>
/// <param name="Until">True waits for equality (<c>==</c>), false for difference (<c>!=</c>).</param>
/// <param name="Timeout">How long the server may wait; zero decides at once, null waits for ever. A miss is the error <c>timed out</c>.</param>
public sealed record Wait(
    string Table,
    EquatableList<Condition> Where,
    EquatableList<string> Columns,
    bool Until,
    EquatableList<OvsdbRow> Rows,
    TimeSpan? Timeout) : Operation
{
    public override string Name => "wait";

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        if (Timeout is { } timeout)
            writer.WriteNumber("timeout", (long)timeout.TotalMilliseconds);
        writer.WriteString("table", Table);
        Condition.WriteAll(writer, Where);
        writer.WriteStartArray("columns");
        foreach (var column in Columns)
            writer.WriteStringValue(column);
        writer.WriteEndArray();
        writer.WriteString("until", Until ? "==" : "!=");
        writer.WriteStartArray("rows");
        foreach (var row in Rows)
            row.Write(writer);
        writer.WriteEndArray();
    }
}
