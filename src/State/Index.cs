namespace Naru.State;

/// <summary>The documents of a table by a key that many may share.</summary>
public sealed class Index<T, TKey> : IIndex<T> where T : class, IDocument where TKey : notnull
{
    private readonly Table<T> _table;
    private readonly int _slot;
    private readonly KeysOf<T, TKey> _keys;

    internal Index(Table<T> table, string name, int slot, KeysOf<T, TKey> keys) =>
        (_table, Name, _slot, _keys) = (table, name, slot, keys);

    public string Name { get; }

    /// <summary>The documents with this key in the ordinal order of their ids, as of this call.</summary>
    public IReadOnlyCollection<T> Of(IStateReader reader, TKey key)
    {
        var table = TableState.Of(reader, _table);
        table.KeepWhatIsRead();
        return State(table).Documents.Find(key) is { } documents ? new TreeItems<string, T, IdOrder<T>>(documents) : [];
    }

    public int CountOf(IStateReader reader, TKey key) => State(TableState.Of(reader, _table)).Documents.Find(key)?.Size ?? 0;

    public bool Any(IStateReader reader, TKey key) => State(TableState.Of(reader, _table)).Documents.Find(key) is not null;

    /// <summary>Every key that has a document, in no particular order, as of this call.</summary>
    public IEnumerable<TKey> KeysIn(IStateReader reader)
    {
        var table = TableState.Of(reader, _table);
        table.KeepWhatIsRead();
        return State(table).Documents.Keys;
    }

    IndexState<T> IIndex<T>.Empty() => new SharedIndexState<T, TKey>(_keys, default);

    private SharedIndexState<T, TKey> State(TableState<T> table) => (SharedIndexState<T, TKey>)table.Index(_slot);
}
