using System.Collections.Immutable;

namespace Naru.State;

/// <summary>The documents of a table by keys that only one may have, in order within groups: addresses within a subnet, VNIs within a range.</summary>
/// <remarks>It answers how many keys of a group lie below a value, which finds a free one by bisection instead of by trying.</remarks>
public sealed class RankedIndex<T, TGroup, TKey> : IIndex<T> where T : class, IDocument where TGroup : notnull where TKey : IComparable<TKey>
{
    private readonly Table<T> _table;
    private readonly int _slot;
    private readonly KeysOf<T, (TGroup, TKey)> _keys;

    internal RankedIndex(Table<T> table, string name, int slot, KeysOf<T, (TGroup, TKey)> keys) =>
        (_table, Name, _slot, _keys) = (table, name, slot, keys);

    public string Name { get; }

    public T? Find(IStateReader reader, TGroup group, TKey key)
    {
        var table = TableState.Of(reader, _table);
        return Bucket(table, group) is { } bucket && bucket.IndexOf(new RankedKey<TKey>(key, "")) is var place and >= 0
            ? table.Find(bucket[place].Id)
            : null;
    }

    public bool Contains(IStateReader reader, TGroup group, TKey key) =>
        Bucket(TableState.Of(reader, _table), group)?.Contains(new RankedKey<TKey>(key, "")) ?? false;

    public int CountOf(IStateReader reader, TGroup group) => Bucket(TableState.Of(reader, _table), group)?.Count ?? 0;

    /// <summary>How many keys of the group are smaller.</summary>
    public int CountBelow(IStateReader reader, TGroup group, TKey key)
    {
        if (Bucket(TableState.Of(reader, _table), group) is not { } bucket)
            return 0;
        var place = bucket.IndexOf(new RankedKey<TKey>(key, ""));
        return place >= 0 ? place : ~place;
    }

    /// <summary>The keys of a group in ascending order.</summary>
    public IEnumerable<TKey> KeysOf(IStateReader reader, TGroup group) =>
        Bucket(TableState.Of(reader, _table), group)?.Select(ranked => ranked.Key) ?? [];

    IndexState<T> IIndex<T>.Empty() => new RankedIndexState<T, TGroup, TKey>(
        $"{_table.Name}.{Name}", _keys, ImmutableDictionary<TGroup, ImmutableSortedSet<RankedKey<TKey>>>.Empty);

    private ImmutableSortedSet<RankedKey<TKey>>? Bucket(TableState<T> table, TGroup group) =>
        ((RankedIndexState<T, TGroup, TKey>)table.Indexes[_slot]).Buckets.GetValueOrDefault(group);
}
