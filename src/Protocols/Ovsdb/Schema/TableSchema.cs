using System.Text.Json;

using Naru.Primitives;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Schema;

/// <summary>A table of a database (RFC 7047 §3.2, <c>&lt;table-schema&gt;</c>).</summary>
/// <param name="Indexes">Sets of columns of which no two rows hold the same values.</param>
/// <param name="IsRoot">Whether rows live without a reference to them.</param>
public sealed record TableSchema(
    string Name, EquatableMap<string, ColumnType> Columns, EquatableList<EquatableList<string>> Indexes, bool IsRoot)
{
    /// <summary>Whether no two rows may have the same value in this column.</summary>
    public bool IsUnique(string column) => Indexes.Any(index => index.Count == 1 && index[0] == column);

    internal static Result<TableSchema> Read(string name, JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object
            || !json.TryGetProperty("columns", out var columnsJson) || columnsJson.ValueKind is not JsonValueKind.Object)
            return Error.Invalid($"Table '{name}' of the schema has no object 'columns'.");
        var columns = new Dictionary<string, ColumnType>();
        foreach (var column in columnsJson.EnumerateObject())
        {
            if (column.Value.ValueKind is not JsonValueKind.Object || !column.Value.TryGetProperty("type", out var typeJson))
                return Error.Invalid($"Column '{column.Name}' of table '{name}' has no type.");
            if (!ColumnType.Read(typeJson).TryGet(out var type, out var error))
                return Error.Invalid($"Column '{column.Name}' of table '{name}': {error.Message}");
            columns[column.Name] = type;
        }
        var isRoot = json.TryGetProperty("isRoot", out var root) && root.ValueKind is JsonValueKind.True;
        return new TableSchema(name, new(columns), ReadIndexes(json), isRoot);
    }

    private static EquatableList<EquatableList<string>> ReadIndexes(JsonElement json) =>
        json.TryGetProperty("indexes", out var indexes) && indexes.ValueKind is JsonValueKind.Array
            ? indexes.EnumerateArray().Where(index => index.ValueKind is JsonValueKind.Array).Select(index => index.EnumerateArray()
                .Select(column => Atom.TryReadText(column, out var text) ? text : "").ToEquatableList()).ToEquatableList()
            : default;
}
