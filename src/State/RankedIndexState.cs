using System.Collections.Immutable;

namespace Naru.State;

/// <summary>A key and the document that has it; compared by the key alone.</summary>
internal readonly record struct RankedKey<TKey>(TKey Key, string Id) : IComparable<RankedKey<TKey>> where TKey : IComparable<TKey>
{
    public int CompareTo(RankedKey<TKey> other) => Key.CompareTo(other.Key);
}

internal sealed class RankedIndexState<T, TGroup, TKey>(
    string name, KeysOf<T, (TGroup Group, TKey Key)> keysOf, ImmutableDictionary<TGroup, ImmutableSortedSet<RankedKey<TKey>>> buckets)
    : KeyedIndexState<T, (TGroup Group, TKey Key)>(keysOf)
    where T : class, IDocument where TGroup : notnull where TKey : IComparable<TKey>
{
    public ImmutableDictionary<TGroup, ImmutableSortedSet<RankedKey<TKey>>> Buckets { get; private set; } = buckets;

    public override IndexState<T> Fork() => new RankedIndexState<T, TGroup, TKey>(name, KeysOf, Buckets);

    protected override void Add((TGroup Group, TKey Key) key, string id)
    {
        var bucket = Buckets.GetValueOrDefault(key.Group, ImmutableSortedSet<RankedKey<TKey>>.Empty);
        var more = bucket.Add(new RankedKey<TKey>(key.Key, id));
        if (ReferenceEquals(more, bucket))
            throw new InvalidOperationException($"The index '{name}' has '{key}' already; document '{id}' cannot have it too.");
        Buckets = Buckets.SetItem(key.Group, more);
    }

    protected override void Remove((TGroup Group, TKey Key) key, string id)
    {
        var rest = Buckets[key.Group].Remove(new RankedKey<TKey>(key.Key, id));
        Buckets = rest.IsEmpty ? Buckets.Remove(key.Group) : Buckets.SetItem(key.Group, rest);
    }
}
