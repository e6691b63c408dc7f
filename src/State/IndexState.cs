using System.Collections.Immutable;

namespace Naru.State;

/// <summary>The content of an index. Only the transaction that forked it changes it.</summary>
internal abstract class IndexState<T> where T : class, IDocument
{
    public abstract IndexState<T> Fork();

    /// <summary>Follows a document from one value to the next; null means that there is none.</summary>
    public abstract void Move(T? before, T? after);
}

internal abstract class KeyedIndexState<T, TKey>(KeysOf<T, TKey> keysOf) : IndexState<T> where T : class, IDocument where TKey : notnull
{
    private readonly List<TKey> _before = [];
    private readonly List<TKey> _after = [];

    protected KeysOf<T, TKey> KeysOf => keysOf;

    public sealed override void Move(T? before, T? after)
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
                Remove(key, before!.Id);
        }
        foreach (var key in _after)
        {
            if (!_before.Contains(key))
                Add(key, after!.Id);
        }
    }

    protected abstract void Add(TKey key, string id);

    protected abstract void Remove(TKey key, string id);
}

internal sealed class SharedIndexState<T, TKey>(KeysOf<T, TKey> keysOf, ImmutableDictionary<TKey, ImmutableSortedSet<string>> buckets)
    : KeyedIndexState<T, TKey>(keysOf) where T : class, IDocument where TKey : notnull
{
    private static readonly ImmutableSortedSet<string> NoIds = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    public ImmutableDictionary<TKey, ImmutableSortedSet<string>> Buckets { get; private set; } = buckets;

    public ImmutableSortedSet<string>? Bucket(TKey key) => Buckets.GetValueOrDefault(key);

    public override IndexState<T> Fork() => new SharedIndexState<T, TKey>(KeysOf, Buckets);

    protected override void Add(TKey key, string id) => Buckets = Buckets.SetItem(key, (Bucket(key) ?? NoIds).Add(id));

    protected override void Remove(TKey key, string id)
    {
        var rest = Buckets[key].Remove(id);
        Buckets = rest.IsEmpty ? Buckets.Remove(key) : Buckets.SetItem(key, rest);
    }
}

internal sealed class UniqueIndexState<T, TKey>(string name, KeysOf<T, TKey> keysOf, ImmutableDictionary<TKey, string> ids)
    : KeyedIndexState<T, TKey>(keysOf) where T : class, IDocument where TKey : notnull
{
    public ImmutableDictionary<TKey, string> Ids { get; private set; } = ids;

    public override IndexState<T> Fork() => new UniqueIndexState<T, TKey>(name, KeysOf, Ids);

    protected override void Add(TKey key, string id)
    {
        if (Ids.TryGetValue(key, out var holder))
            throw new InvalidOperationException($"The unique index '{name}' has '{key}' for document '{holder}'; '{id}' cannot have it too.");
        Ids = Ids.Add(key, id);
    }

    protected override void Remove(TKey key, string id) => Ids = Ids.Remove(key);
}
