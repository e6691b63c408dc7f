namespace Naru.State;

/// <summary>The documents of a table by a key that only one may have.</summary>
public sealed class UniqueIndex<T, TKey> : IIndex<T> where T : class, IDocument where TKey : notnull
{
    private readonly Table<T> _table;
    private readonly int _slot;
    private readonly KeysOf<T, TKey> _keys;

    internal UniqueIndex(Table<T> table, string name, int slot, KeysOf<T, TKey> keys) =>
        (_table, Name, _slot, _keys) = (table, name, slot, keys);

    public string Name { get; }

    /// <summary>The document with this key, or null.</summary>
    public T? Find(IStateReader reader, TKey key) =>
        ((UniqueIndexState<T, TKey>)TableState.Of(reader, _table).Index(_slot)).Documents.Find(key);

    IndexState<T> IIndex<T>.Empty() => new UniqueIndexState<T, TKey>($"{_table.Name}.{Name}", _keys, default);
}
