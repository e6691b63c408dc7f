namespace Naru.State;

/// <summary>A key of an index with what it leads to, and the next entry whose key happens to have the same hash.</summary>
internal sealed record IndexEntry<TKey, TContent>(int Hash, TKey Key, TContent Content, IndexEntry<TKey, TContent>? Next)
    where TContent : class
{
    public IndexEntry<TKey, TContent>? Find(TKey key)
    {
        var entry = this;
        while (entry is not null && !EqualityComparer<TKey>.Default.Equals(entry.Key, key))
            entry = entry.Next;
        return entry;
    }

    /// <summary>This chain without a key; null when nothing is left.</summary>
    public IndexEntry<TKey, TContent>? Without(TKey key) =>
        EqualityComparer<TKey>.Default.Equals(Key, key) ? Next : this with { Next = Next?.Without(key) };
}
