namespace Naru.State;

/// <summary>The content of an index. Only the transaction that forked it changes it.</summary>
internal abstract class IndexState<T> where T : class, IDocument
{
    public abstract IndexState<T> Fork();

    /// <summary>Follows a document from one value to the next; null means that there is none.</summary>
    public abstract void Move(T? before, T? after, object owner);

    /// <summary>Fills an empty index.</summary>
    public abstract void Load(IEnumerable<T> documents, object owner);

    /// <summary>The keys as text with the documents that they lead to.</summary>
    public abstract IEnumerable<(string Key, string Id)> Entries { get; }
}

internal abstract class KeyedIndexState<T, TKey>(KeysOf<T, TKey> keysOf) : IndexState<T> where T : class, IDocument where TKey : notnull
{
    private readonly List<TKey> _before = [];
    private readonly List<TKey> _after = [];

    protected KeysOf<T, TKey> KeysOf => keysOf;

    public sealed override void Move(T? before, T? after, object owner)
    {
        _before.Clear();
        _after.Clear();
        if (before is not null)
            keysOf(before, _before);
        if (after is not null)
            keysOf(after, _after);
        foreach (var key in _before)
        {
            if (!_after.Contains(key))
                Remove(key, before!, owner); // There are keys, so there was a document.
        }
        foreach (var key in _after)
            Put(key, after!, owner); // Likewise.
    }

    public sealed override void Load(IEnumerable<T> documents, object owner)
    {
        var entries = new List<(int Hash, TKey Key, T Document)>();
        foreach (var document in documents)
        {
            _after.Clear();
            keysOf(document, _after);
            foreach (var key in _after)
                entries.Add((HashOf(key), key, document));
        }
        // In the order of the tree each path is the one just used, and still in the processor's cache: several times as fast.
        foreach (var (_, key, document) in entries.OrderBy(entry => (uint)entry.Hash))
            Put(key, document, owner);
    }

    /// <summary>The hash by which the key is found in the index.</summary>
    protected virtual int HashOf(TKey key) => KeyHash.Of(key);

    protected abstract void Put(TKey key, T document, object owner);

    protected abstract void Remove(TKey key, T document, object owner);
}
