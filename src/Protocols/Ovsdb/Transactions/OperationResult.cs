using System.Text.Json;

using Naru.Primitives;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>What one operation of a transaction answered (RFC 7047 §5.2).</summary>
/// <param name="Uuid">The row that an insert made.</param>
/// <param name="Count">How many rows an update, mutate or delete found.</param>
/// <param name="Rows">What a select found.</param>
public sealed record OperationResult(Guid? Uuid, long? Count, EquatableList<OvsdbRow> Rows)
{
    internal static bool TryRead(JsonElement json, out OperationResult result)
    {
        result = new OperationResult(null, null, default);
        if (json.ValueKind is not JsonValueKind.Object)
            return false;
        foreach (var member in json.EnumerateObject())
        {
            if (member.NameEquals("uuid") && Atom.TryRead(member.Value, out var uuid) && uuid.Kind is AtomKind.Uuid)
                result = result with { Uuid = uuid.AsUuid };
            else if (member.NameEquals("count") && member.Value.ValueKind is JsonValueKind.Number && member.Value.TryGetInt64(out var count))
                result = result with { Count = count };
            else if (member.NameEquals("rows") && TryReadRows(member.Value, out var rows))
                result = result with { Rows = rows };
            else
                return false;
        }
        return true;
    }

    private static bool TryReadRows(JsonElement json, out EquatableList<OvsdbRow> rows)
    {
        rows = default;
        if (json.ValueKind is not JsonValueKind.Array)
            return false;
        var found = new List<OvsdbRow>(json.GetArrayLength());
        foreach (var item in json.EnumerateArray())
        {
            if (!OvsdbRow.TryRead(item, out var row))
                return false;
            found.Add(row);
        }
        rows = found.ToEquatableList();
        return true;
    }
}
