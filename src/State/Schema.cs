using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Naru.State;

/// <summary>The tables of a store. From here on no table of it accepts another index.</summary>
public sealed class Schema
{
    private readonly FrozenDictionary<Table, int> _slots;
    private readonly FrozenDictionary<string, Table> _byName;

    public Schema(IEnumerable<Table> tables)
    {
        Tables = [.. tables];
        if (Tables.GroupBy(table => table.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"The table '{twice.Key}' is declared more than once.", nameof(tables));
        foreach (var table in Tables)
            table.Seal();
        _slots = Tables.Select((table, slot) => KeyValuePair.Create(table, slot)).ToFrozenDictionary();
        _byName = Tables.ToFrozenDictionary(table => table.Name);
    }

    public ImmutableArray<Table> Tables { get; }

    /// <summary>The table of this name, or null when the schema has none.</summary>
    public Table? Find(string name) => _byName.GetValueOrDefault(name);

    internal int SlotOf(Table table) =>
        _slots.TryGetValue(table, out var slot)
            ? slot
            : throw new ArgumentException($"The table '{table.Name}' is not part of this store's schema.", nameof(table));
}
