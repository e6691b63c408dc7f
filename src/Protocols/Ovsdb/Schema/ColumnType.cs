using System.Text.Json;

using Naru.Primitives;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Schema;

/// <summary>What a column may hold (RFC 7047 §3.2, <c>&lt;type&gt;</c>).</summary>
/// <param name="Key">The kind of the elements, or of a map's keys.</param>
/// <param name="Value">The kind of a map's values; null where the column is no map.</param>
/// <param name="Min">0 or 1 elements at least.</param>
/// <param name="Max">The most elements; <see cref="Unlimited"/> where the schema sets no end.</param>
/// <param name="RefTable">The table that a UUID column refers to.</param>
public sealed record ColumnType(AtomKind Key, AtomKind? Value, int Min, long Max, string? RefTable = null)
{
    public const long Unlimited = long.MaxValue;

    public bool IsMap => Value is not null;

    public bool IsOptional => !IsMap && Min == 0 && Max == 1;

    public bool IsScalar => !IsMap && Min == 1 && Max == 1;

    /// <summary>Whether an update tells what changed (true) or the whole new value (ovsdb-server(7) 4.1.14).</summary>
    public bool ChangesByDifference => Max > 1;

    /// <summary>What a column holds when nobody set it (RFC 7047 §5.2.1).</summary>
    public OvsdbValue Default => (Min, Value) switch
    {
        (0, null) => OvsdbValue.EmptySet,
        (0, _) => OvsdbValue.EmptyMap,
        (_, null) => DefaultOf(Key),
        (_, { } value) => OvsdbValue.Map([KeyValuePair.Create(DefaultOf(Key), DefaultOf(value))]),
    };

    internal static Result<ColumnType> Read(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object)
            return ReadBase(json).Map(key => new ColumnType(key.Kind, null, 1, 1, key.RefTable));
        if (!json.TryGetProperty("key", out var keyJson))
            return Error.Invalid("A column type has no 'key'.");
        if (!ReadBase(keyJson).TryGet(out var key, out var error))
            return error;
        AtomKind? value = null;
        if (json.TryGetProperty("value", out var valueJson))
        {
            if (!ReadBase(valueJson).TryGet(out var valueType, out error))
                return error;
            value = valueType.Kind;
        }
        var min = json.TryGetProperty("min", out var minJson) && minJson.ValueKind is JsonValueKind.Number && minJson.TryGetInt32(out var least) ? least : 1;
        var max = 1L;
        if (json.TryGetProperty("max", out var maxJson))
            max = maxJson.ValueKind is JsonValueKind.Number && maxJson.TryGetInt64(out var most) ? most : Unlimited;
        return new ColumnType(key.Kind, value, min, max, key.RefTable);
    }

    private static Result<(AtomKind Kind, string? RefTable)> ReadBase(JsonElement json)
    {
        var (name, refTable) = (json, (string?)null);
        if (json.ValueKind is JsonValueKind.Object)
        {
            json.TryGetProperty("type", out name);
            if (json.TryGetProperty("refTable", out var table) && Atom.TryReadText(table, out var text))
                refTable = text;
        }
        Atom.TryReadText(name, out var type);
        return type switch
        {
            "string" => (AtomKind.String, refTable),
            "integer" => (AtomKind.Integer, refTable),
            "real" => (AtomKind.Real, refTable),
            "boolean" => (AtomKind.Boolean, refTable),
            "uuid" => (AtomKind.Uuid, refTable),
            _ => Error.Invalid($"'{type}' is not an atomic type: expected string, integer, real, boolean or uuid."),
        };
    }

    private static Atom DefaultOf(AtomKind kind) => kind switch
    {
        AtomKind.Integer => Atom.Integer(0),
        AtomKind.Real => Atom.Real(0),
        AtomKind.Boolean => Atom.Boolean(false),
        AtomKind.Uuid => Atom.Uuid(Guid.Empty),
        _ => Atom.String(""),
    };
}
