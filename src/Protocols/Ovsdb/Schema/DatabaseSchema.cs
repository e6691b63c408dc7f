using System.Text.Json;

using Naru.Primitives;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Schema;

/// <summary>A database's schema (RFC 7047 §3.2, <c>&lt;database-schema&gt;</c>): what <c>get_schema</c> answers and an <c>.ovsschema</c> file holds.</summary>
public sealed record DatabaseSchema(string Name, string Version, EquatableMap<string, TableSchema> Tables)
{
    public static Result<DatabaseSchema> Read(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object || !json.TryGetProperty("name", out var nameJson) || !Atom.TryReadText(nameJson, out var name))
            return Error.Invalid("A schema is an object with a 'name'.");
        if (!json.TryGetProperty("tables", out var tablesJson) || tablesJson.ValueKind is not JsonValueKind.Object)
            return Error.Invalid($"The schema of '{name}' has no object 'tables'.");
        var version = json.TryGetProperty("version", out var versionJson) && Atom.TryReadText(versionJson, out var text) ? text : "";
        var tables = new Dictionary<string, TableSchema>();
        foreach (var property in tablesJson.EnumerateObject())
        {
            if (!TableSchema.Read(property.Name, property.Value).TryGet(out var table, out var error))
                return error;
            tables[property.Name] = table;
        }
        return new DatabaseSchema(name, version, new(tables));
    }
}
