using Naru.Primitives;
using Naru.Protocols.Ovsdb.Models;
using Naru.Protocols.Ovsdb.Transactions;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.VirtualSwitch;

/// <summary>The columns of one row that somebody wants, and what it takes to get there.</summary>
internal sealed class DesiredColumns
{
    private readonly List<(string Column, OvsdbValue Value)> _exact = [];
    private readonly List<(string Column, EquatableMap<string, string> Keys)> _ensured = [];

    /// <summary>The column holds this and nothing else.</summary>
    public DesiredColumns Exact<T>(Column<T> column, T value)
    {
        _exact.Add(column.To(value));
        return this;
    }

    /// <summary>The column holds these pairs, and what others put beside them.</summary>
    public DesiredColumns Ensure(Column<EquatableMap<string, string>> column, EquatableMap<string, string> keys)
    {
        _ensured.Add((column.Name, keys));
        return this;
    }

    public OvsdbRow NewRow() => OvsdbRow.Of(
        _exact.Concat(_ensured.Select(column => (column.Column, Value: OvsdbValue.Map(column.Keys))))
            .Where(column => !IsDefault(column.Value))
            .Select(column => KeyValuePair.Create(column.Column, column.Value)));

    /// <summary>The operations that bring an existing row there, and what they change; none when it is.</summary>
    public IEnumerable<(Operation Operation, string Detail)> Against(OvsdbRow actual, string table, Condition row)
    {
        var different = _exact.Where(column => !Same(column.Value, actual[column.Column])).ToArray();
        if (different.Length > 0)
        {
            var detail = string.Join(", ", different.Select(column => $"{column.Column} {actual[column.Column] ?? "unset"} → {column.Value}"));
            yield return (new Update(table, [row], OvsdbRow.Of(different)), detail);
        }

        var mutations = _ensured.SelectMany(column => Mutations(column.Column, column.Keys, actual[column.Column] ?? OvsdbValue.EmptyMap)).ToList();
        if (mutations.Count > 0)
            yield return (new Mutate(table, [row], mutations.ToEquatableList()), string.Join(", ", mutations));
    }

    // Insert leaves a key that is there, so a key with another value goes first.
    private static IEnumerable<Mutation> Mutations(string column, EquatableMap<string, string> keys, OvsdbValue actual)
    {
        var held = actual.Pairs.ToDictionary(pair => pair.Key.AsString, pair => pair.Value.AsString);
        var missing = keys.Where(pair => !held.TryGetValue(pair.Key, out var value) || value != pair.Value).ToArray();
        var wrong = missing.Where(pair => held.ContainsKey(pair.Key)).Select(pair => Atom.String(pair.Key)).ToArray();
        if (wrong.Length > 0)
            yield return Mutation.Delete(column, OvsdbValue.Set(wrong));
        if (missing.Length > 0)
            yield return Mutation.Insert(column, OvsdbValue.Map(missing));
    }

    // A typed row leaves its defaults out; 'system' is the long name of the default type of datapaths and interfaces.
    private static bool Same(OvsdbValue wanted, OvsdbValue? actual) =>
        actual is null ? IsDefault(wanted) : wanted.Equals(actual) || (IsDefault(wanted) && IsDefault(actual));

    private static bool IsDefault(OvsdbValue value) =>
        value.IsEmpty || value.Single is { Kind: AtomKind.String, AsString: "" or "system" };
}
