namespace Naru.State;

/// <summary>The content of an index by key. A persistent hash map; see <see cref="Tree{TKey, TItem, TOrder}"/> for what an owner is.</summary>
internal readonly struct KeyMap<TKey, TContent>(Tree<int, IndexEntry<TKey, TContent>, HashOrder<TKey, TContent>>? root)
    where TKey : notnull
    where TContent : class
{
    public IEnumerable<TKey> Keys
    {
        get
        {
            foreach (var chain in new TreeItems<int, IndexEntry<TKey, TContent>, HashOrder<TKey, TContent>>(root))
            {
                for (var entry = chain; entry is not null; entry = entry.Next)
                    yield return entry.Key;
            }
        }
    }

    public TContent? Find(TKey key) => Chain(KeyHash.Of(key))?.Find(key)?.Content;

    public KeyMap<TKey, TContent> Put(TKey key, TContent content, object owner)
    {
        var hash = KeyHash.Of(key);
        var entry = new IndexEntry<TKey, TContent>(hash, key, content, Chain(hash)?.Without(key));
        return new(Tree<int, IndexEntry<TKey, TContent>, HashOrder<TKey, TContent>>.Put(root, entry, owner));
    }

    public KeyMap<TKey, TContent> Remove(TKey key, object owner)
    {
        var hash = KeyHash.Of(key);
        return new(Chain(hash)?.Without(key) is { } rest
            ? Tree<int, IndexEntry<TKey, TContent>, HashOrder<TKey, TContent>>.Put(root, rest, owner)
            : Tree<int, IndexEntry<TKey, TContent>, HashOrder<TKey, TContent>>.Remove(root, hash, owner));
    }

    private IndexEntry<TKey, TContent>? Chain(int hash) =>
        Tree<int, IndexEntry<TKey, TContent>, HashOrder<TKey, TContent>>.Find(root, hash);
}
