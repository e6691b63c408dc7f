using System.Collections;

namespace Naru.Primitives;

/// <summary>An immutable collection in the order of its keys, in chunks: what a change does not touch stays the same object.</summary>
/// <remarks>
/// A changed collection shares all chunks with the one before but those that the change falls into, so that making it, comparing the two and
/// remembering what was made of each chunk (by reference) costs as much as the change.
/// </remarks>
public sealed class SortedChunks<TKey, T> : IReadOnlyCollection<T>
{
    /// <summary>Of items in a chunk: few enough to make what depends on them again, and enough to pass over many at once.</summary>
    private const int Most = 64;

    /// <summary>A new chunk has room to grow.</summary>
    private const int Usual = 48;

    private readonly Func<T, TKey> _keyOf;
    private readonly IComparer<TKey> _order;
    private readonly T[][] _chunks;

    /// <param name="order">The same for all collections that are compared.</param>
    public SortedChunks(Func<T, TKey> keyOf, IComparer<TKey> order) : this(keyOf, order, [])
    {
    }

    private SortedChunks(Func<T, TKey> keyOf, IComparer<TKey> order, T[][] chunks)
    {
        (_keyOf, _order, _chunks) = (keyOf, order, chunks);
        foreach (var chunk in chunks)
            Count += chunk.Length;
    }

    public int Count { get; }

    /// <summary>None is empty.</summary>
    public IReadOnlyList<IReadOnlyList<T>> Chunks => _chunks;

    public bool TryFind(TKey key, out T? item)
    {
        if (ChunkOf(key) is >= 0 and var place && IndexIn(_chunks[place], key) is >= 0 and var index)
        {
            item = _chunks[place][index];
            return true;
        }
        item = default;
        return false;
    }

    /// <summary>Without some keys, and then with some items, each in place of the one with its key; of items with the same key the last one counts.</summary>
    public SortedChunks<TKey, T> With(IEnumerable<T> set, IEnumerable<TKey> removed)
    {
        var changes = Changes(set, removed);
        if (changes.Count == 0)
            return this;
        var chunks = new List<T[]>(_chunks.Length + 1);
        var next = 0;
        for (var place = 0; place < Math.Max(_chunks.Length, 1); place++)
        {
            var first = next;
            while (next < changes.Count && (place + 1 >= _chunks.Length || _order.Compare(changes[next].Key, _keyOf(_chunks[place + 1][0])) < 0))
                next++;
            if (next == first)
                chunks.Add(_chunks[place]);
            else
                Cut(Merge(_chunks.Length == 0 ? [] : _chunks[place], changes, first, next), chunks);
        }
        return new SortedChunks<TKey, T>(_keyOf, _order, [.. chunks]);
    }

    /// <summary>What turns <paramref name="before"/> into this collection. Chunks that both have are not looked into.</summary>
    public (IReadOnlyList<T> Set, IReadOnlyList<TKey> Removed) Since(SortedChunks<TKey, T> before)
    {
        var (set, removed) = (new List<T>(), new List<TKey>());
        var (here, there) = (new Reader(_chunks), new Reader(before._chunks));
        while (!here.IsAtEnd || !there.IsAtEnd)
        {
            if (here.IsAtSameChunk(there))
            {
                here.SkipChunk();
                there.SkipChunk();
                continue;
            }
            var order = here.IsAtEnd ? 1 : there.IsAtEnd ? -1 : _order.Compare(_keyOf(here.Current), _keyOf(there.Current));
            if (order > 0)
                removed.Add(_keyOf(there.Current));
            else if (order < 0 || !EqualityComparer<T>.Default.Equals(here.Current, there.Current))
                set.Add(here.Current);
            if (order <= 0)
                here.Advance();
            if (order >= 0)
                there.Advance();
        }
        return (set, removed);
    }

    public IEnumerator<T> GetEnumerator()
    {
        foreach (var chunk in _chunks)
        {
            foreach (var item in chunk)
                yield return item;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private List<Change> Changes(IEnumerable<T> set, IEnumerable<TKey> removed)
    {
        List<Change> all = [.. removed.Select(key => new Change(key, default, IsRemoval: true)), .. set.Select(item => new Change(_keyOf(item), item, IsRemoval: false))];
        var changes = new List<Change>(all.Count);
        // The sort is stable: of changes of a key the last one stays the last.
        foreach (var change in IsInOrder(all) ? all : [.. all.OrderBy(change => change.Key, _order)])
        {
            if (changes.Count > 0 && _order.Compare(changes[^1].Key, change.Key) == 0)
                changes[^1] = change;
            else
                changes.Add(change);
        }
        return changes;
    }

    private bool IsInOrder(List<Change> changes)
    {
        for (var next = 1; next < changes.Count; next++)
        {
            if (_order.Compare(changes[next - 1].Key, changes[next].Key) > 0)
                return false;
        }
        return true;
    }

    private List<T> Merge(T[] chunk, List<Change> changes, int next, int end)
    {
        var merged = new List<T>(chunk.Length + end - next);
        var index = 0;
        for (; next < end; next++)
        {
            var change = changes[next];
            var order = 1;
            while (index < chunk.Length && (order = _order.Compare(_keyOf(chunk[index]), change.Key)) < 0)
                merged.Add(chunk[index++]);
            if (order == 0)
                index++;
            if (!change.IsRemoval)
                merged.Add(change.Item!); // Only a removal has none.
        }
        merged.AddRange(chunk.AsSpan(index));
        return merged;
    }

    private static void Cut(List<T> items, List<T[]> chunks)
    {
        if (items.Count == 0)
            return;
        // What little is left of a chunk joins the one before.
        if (chunks.Count > 0 && chunks[^1].Length + items.Count <= Usual / 2)
        {
            chunks[^1] = [.. chunks[^1], .. items];
            return;
        }
        var pieces = items.Count <= Most ? 1 : (items.Count + Usual - 1) / Usual;
        for (var piece = 0; piece < pieces; piece++)
        {
            var (from, to) = (items.Count * piece / pieces, items.Count * (piece + 1) / pieces);
            chunks.Add([.. items[from..to]]);
        }
    }

    /// <summary>The chunk that a key belongs into: the last that does not begin after it; -1: before the first.</summary>
    private int ChunkOf(TKey key)
    {
        var (low, high) = (0, _chunks.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_order.Compare(_keyOf(_chunks[middle][0]), key) <= 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return high;
    }

    private int IndexIn(T[] chunk, TKey key)
    {
        var (low, high) = (0, chunk.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = _order.Compare(_keyOf(chunk[middle]), key);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return -1;
    }

    private readonly record struct Change(TKey Key, T? Item, bool IsRemoval);

    private struct Reader(T[][] chunks)
    {
        private int _chunk;
        private int _index;

        public readonly bool IsAtEnd => _chunk == chunks.Length;

        public readonly T Current => chunks[_chunk][_index];

        public readonly bool IsAtSameChunk(Reader other) =>
            !IsAtEnd && !other.IsAtEnd && _index == 0 && other._index == 0 && ReferenceEquals(Chunk, other.Chunk);

        private readonly T[] Chunk => chunks[_chunk];

        public void Advance()
        {
            if (++_index == Chunk.Length)
                SkipChunk();
        }

        public void SkipChunk() => (_chunk, _index) = (_chunk + 1, 0);
    }
}
