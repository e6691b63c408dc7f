using System.Collections.Immutable;

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
        return State(table).Bucket(key) is { } ids ? new DocumentsById<T>(table.Documents, ids) : [];
    }

    public int CountOf(IStateReader reader, TKey key) => State(TableState.Of(reader, _table)).Bucket(key)?.Count ?? 0;

    public bool Any(IStateReader reader, TKey key) => State(TableState.Of(reader, _table)).Bucket(key) is not null;

    /// <summary>Every key that has a document, in no particular order.</summary>
    public IEnumerable<TKey> KeysIn(IStateReader reader) => State(TableState.Of(reader, _table)).Buckets.Keys;

    IndexState<T> IIndex<T>.Empty() => new SharedIndexState<T, TKey>(_keys, ImmutableDictionary<TKey, ImmutableSortedSet<string>>.Empty);

    private SharedIndexState<T, TKey> State(TableState<T> table) => (SharedIndexState<T, TKey>)table.Indexes[_slot];
}
