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

    public T? Find(IStateReader reader, TGroup group, TKey key) =>
        Tree<TKey, RankedItem<T, TKey>, RankedOrder<T, TKey>>.Find(Group(reader, group), key)?.Document;

    public bool Contains(IStateReader reader, TGroup group, TKey key) => Find(reader, group, key) is not null;

    public int CountOf(IStateReader reader, TGroup group) => Group(reader, group)?.Size ?? 0;

    /// <summary>How many keys of the group are smaller.</summary>
    public int CountBelow(IStateReader reader, TGroup group, TKey key) =>
        Tree<TKey, RankedItem<T, TKey>, RankedOrder<T, TKey>>.CountBelow(Group(reader, group), key);

    /// <summary>How many keys of the group are smaller or equal.</summary>
    public int CountUpTo(IStateReader reader, TGroup group, TKey key) =>
        CountBelow(reader, group, key) + (Contains(reader, group, key) ? 1 : 0);

    /// <summary>The keys of a group in ascending order, as of this call.</summary>
    public IEnumerable<TKey> KeysOf(IStateReader reader, TGroup group)
    {
        TableState.Of(reader, _table).KeepWhatIsRead();
        return new TreeItems<TKey, RankedItem<T, TKey>, RankedOrder<T, TKey>>(Group(reader, group)).Select(item => item.Key);
    }

    IndexState<T> IIndex<T>.Empty() => new RankedIndexState<T, TGroup, TKey>($"{_table.Name}.{Name}", _keys, default);

    private Tree<TKey, RankedItem<T, TKey>, RankedOrder<T, TKey>>? Group(IStateReader reader, TGroup group) =>
        ((RankedIndexState<T, TGroup, TKey>)TableState.Of(reader, _table).Index(_slot)).Groups.Find(group);
}
