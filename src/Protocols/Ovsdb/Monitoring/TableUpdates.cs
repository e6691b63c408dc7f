using System.Collections.Immutable;
using System.Text.Json;

using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Monitoring;

/// <summary>The changes of one transaction, or the first copy, by table.</summary>
public sealed record TableUpdates(ImmutableDictionary<string, ImmutableArray<RowUpdate>> ByTable)
{
    /// <summary>Reads <c>&lt;table-updates&gt;</c> (RFC 7047 §4.1.6) or <c>&lt;table-updates2&gt;</c> (ovsdb-server(7) 4.1.14).</summary>
    public static bool TryRead(JsonElement json, out TableUpdates updates)
    {
        updates = new TableUpdates(ImmutableDictionary<string, ImmutableArray<RowUpdate>>.Empty);
        if (json.ValueKind is not JsonValueKind.Object)
            return false;
        var byTable = ImmutableDictionary.CreateBuilder<string, ImmutableArray<RowUpdate>>();
        foreach (var table in json.EnumerateObject())
        {
            if (table.Value.ValueKind is not JsonValueKind.Object)
                return false;
            var rows = ImmutableArray.CreateBuilder<RowUpdate>();
            foreach (var row in table.Value.EnumerateObject())
            {
                if (!Guid.TryParseExact(row.Name, "D", out var uuid) || ReadRow(uuid, row.Value) is not { } update)
                    return false;
                rows.Add(update);
            }
            byTable[table.Name] = rows.DrainToImmutable();
        }
        updates = new TableUpdates(byTable.ToImmutable());
        return true;
    }

    private static RowUpdate? ReadRow(Guid uuid, JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object)
            return null;
        if (json.TryGetProperty("initial", out var row) || json.TryGetProperty("insert", out row) || json.TryGetProperty("new", out row))
            return WithRow(uuid, RowUpdateKind.Replace, row);
        if (json.TryGetProperty("modify", out row))
            return WithRow(uuid, RowUpdateKind.Modify, row);
        // 'old' without 'new' is how the plain protocol says that a row is gone.
        return json.TryGetProperty("delete", out _) || json.TryGetProperty("old", out _) ? new RowUpdate(uuid, RowUpdateKind.Delete, null) : null;
    }

    private static RowUpdate? WithRow(Guid uuid, RowUpdateKind kind, JsonElement json) =>
        OvsdbRow.TryRead(json, out var row) ? new RowUpdate(uuid, kind, row) : null;
}
