using System.Collections.Immutable;
using System.Text.Json;

namespace Naru.Protocols.Ovsdb.Values;

/// <summary>Columns and their values: <c>&lt;row&gt;</c> of RFC 7047 §5.1. Compares by value; a column not named is not told.</summary>
public sealed class OvsdbRow : IEquatable<OvsdbRow>
{
    public static readonly OvsdbRow Empty = new([]);

    // In order of the column names.
    private readonly ImmutableArray<KeyValuePair<string, OvsdbValue>> _columns;

    private OvsdbRow(ImmutableArray<KeyValuePair<string, OvsdbValue>> columns) => _columns = columns;

    public ImmutableArray<KeyValuePair<string, OvsdbValue>> Columns => _columns;

    public bool IsEmpty => _columns.IsEmpty;

    /// <summary>The value of a column, or null when the row does not tell it.</summary>
    public OvsdbValue? this[string column]
    {
        get
        {
            foreach (var (name, value) in _columns)
            {
                if (name == column)
                    return value;
            }
            return null;
        }
    }

    public static OvsdbRow Of(params ReadOnlySpan<(string Column, OvsdbValue Value)> columns)
    {
        var row = ImmutableArray.CreateBuilder<KeyValuePair<string, OvsdbValue>>(columns.Length);
        foreach (var (column, value) in columns)
            row.Add(new(column, value));
        return Of(row);
    }

    public static OvsdbRow Of(IEnumerable<KeyValuePair<string, OvsdbValue>> columns) =>
        new([.. columns.OrderBy(column => column.Key, StringComparer.Ordinal)]);

    public OvsdbRow With(string column, OvsdbValue value) => Of(_columns.Where(other => other.Key != column).Append(new(column, value)));

    public bool Equals(OvsdbRow? other) => other is not null && _columns.AsSpan().SequenceEqual(other._columns.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as OvsdbRow);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var column in _columns)
            hash.Add(column);
        return hash.ToHashCode();
    }

    public override string ToString() => string.Join(' ', _columns.Select(column => $"{column.Key}={column.Value}"));

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (column, value) in _columns)
        {
            writer.WritePropertyName(column);
            value.Write(writer);
        }
        writer.WriteEndObject();
    }

    internal static bool TryRead(JsonElement json, out OvsdbRow row)
    {
        row = Empty;
        if (json.ValueKind is not JsonValueKind.Object)
            return false;
        var columns = new SortedDictionary<string, OvsdbValue>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            if (!OvsdbValue.TryRead(property.Value, out var value))
                return false;
            columns[property.Name] = value;
        }
        row = new OvsdbRow([.. columns]);
        return true;
    }
}
