using Naru.Primitives;
using Naru.Protocols.Ovsdb.Transactions;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Models;

/// <summary>A column of a known table, with its type in C#.</summary>
/// <remarks>A column that a row does not tell, or that holds another type than expected, reads as the type's default.</remarks>
public sealed class Column<T>(string name, Func<OvsdbValue, T> read, Func<T, OvsdbValue> write)
{
    public string Name { get; } = name;

    public T Read(OvsdbRow row) => read(row[Name] ?? OvsdbValue.EmptySet);

    /// <summary>The column with a value, as an item of <see cref="OvsdbRow.Of(ReadOnlySpan{ValueTuple{string, OvsdbValue}})"/>.</summary>
    public (string Column, OvsdbValue Value) To(T value) => (Name, write(value));

    public Condition Is(T value) => Condition.Equal(Name, write(value));

    public Condition Includes(T value) => Condition.Includes(Name, write(value));

    public override string ToString() => Name;

    internal void AddUnlessDefault(List<KeyValuePair<string, OvsdbValue>> row, T value, bool isDefault)
    {
        if (!isDefault)
            row.Add(new(Name, write(value)));
    }
}

/// <summary>Makes the columns of the generated rows.</summary>
public static class Column
{
    public static Column<T> Scalar<T>(string name, AtomType<T> type) =>
        new(name, value => type.Read(value.Single ?? default), value => type.Write(value));

    public static Column<T?> Optional<T>(string name, AtomType<T> type)
        where T : struct => new(
            name,
            value => value.Single is { } atom ? type.Read(atom) : null,
            value => value is { } present ? type.Write(present) : OvsdbValue.EmptySet);

    public static Column<string?> OptionalText(string name) =>
        new(name, value => value.Single?.AsString, value => value is null ? OvsdbValue.EmptySet : value);

    public static Column<EquatableList<T>> Set<T>(string name, AtomType<T> type) =>
        new(name, value => value.Elements.Select(type.Read).ToEquatableList(), value => OvsdbValue.Set(value.Select(type.Write)));

    public static Column<EquatableMap<TKey, TValue>> Map<TKey, TValue>(string name, AtomType<TKey> keys, AtomType<TValue> values)
        where TKey : notnull => new(
            name,
            value => value.IsMap && !value.IsEmpty
                ? new(value.Pairs.Select(pair => KeyValuePair.Create(keys.Read(pair.Key), values.Read(pair.Value))).DistinctBy(pair => pair.Key))
                : EquatableMap<TKey, TValue>.Empty,
            value => OvsdbValue.Map(value.Select(pair => KeyValuePair.Create(keys.Write(pair.Key), values.Write(pair.Value)))));
}
