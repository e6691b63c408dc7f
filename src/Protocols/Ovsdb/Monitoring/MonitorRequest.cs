using System.Text.Json;

using Naru.Primitives;
using Naru.Protocols.Ovsdb.Transactions;

namespace Naru.Protocols.Ovsdb.Monitoring;

/// <summary>Which columns of which rows of a table to follow (RFC 7047 §4.1.5, <c>&lt;monitor-request&gt;</c>).</summary>
/// <param name="Where">Rows that meet any of these; none means every row. <see cref="MonitorProtocol.Plain"/> ignores it.</param>
public sealed record MonitorRequest(string Table, EquatableList<string> Columns, EquatableList<Condition> Where = default)
{
    internal static void WriteAll(Utf8JsonWriter writer, IEnumerable<MonitorRequest> requests, MonitorProtocol protocol) => WriteTables(
        writer,
        requests,
        request =>
        {
            writer.WriteStartArray("columns");
            foreach (var column in request.Columns)
                writer.WriteStringValue(column);
            writer.WriteEndArray();
            if (!request.Where.IsEmpty && protocol is not MonitorProtocol.Plain)
                Condition.WriteAll(writer, request.Where);
        });

    /// <summary>The requests of <c>monitor_cond_change</c>, which changes conditions and nothing else.</summary>
    internal static void WriteConditions(Utf8JsonWriter writer, IEnumerable<MonitorRequest> requests) =>
        WriteTables(writer, requests, request => Condition.WriteAll(writer, request.Where));

    private static void WriteTables(Utf8JsonWriter writer, IEnumerable<MonitorRequest> requests, Action<MonitorRequest> writeMembers)
    {
        writer.WriteStartObject();
        foreach (var request in requests)
        {
            writer.WriteStartArray(request.Table);
            writer.WriteStartObject();
            writeMembers(request);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }
}
