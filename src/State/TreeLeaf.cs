namespace Naru.State;

internal sealed class TreeLeaf<TKey, TItem, TOrder> : Tree<TKey, TItem, TOrder>
    where TItem : class
    where TOrder : struct, ITreeOrder<TKey, TItem>
{
    private ulong[] _ranks;
    private TItem[] _items;
    private int _count;

    public TreeLeaf(TItem item, object owner)
        : this([Order.RankOf(Order.KeyOf(item))], [item], owner)
    {
    }

    private TreeLeaf(ulong[] ranks, TItem[] items, object owner)
        : base(owner) =>
        (_ranks, _items, _count) = (ranks, items, ranks.Length);

    public override int Size => _count;

    public override TKey LowKey => Order.KeyOf(_items[0]);

    public ReadOnlySpan<TItem> Items => _items.AsSpan(0, _count);

    public override TItem? Find(TKey key, ulong rank) => IndexOf(key, rank) is >= 0 and var at ? _items[at] : null;

    public override int CountBelow(TKey key, ulong rank)
    {
        var at = IndexOf(key, rank);
        return at >= 0 ? at : ~at;
    }

    public override Tree<TKey, TItem, TOrder> Put(TKey key, ulong rank, TItem item, object owner, out Tree<TKey, TItem, TOrder>? right)
    {
        right = null;
        var at = IndexOf(key, rank);
        if (at >= 0)
        {
            var same = Editable(owner);
            same._items[at] = item;
            return same;
        }
        at = ~at;
        if (_count < MaxEntries)
            return Editable(owner).Insert(at, rank, item);

        var cut = CutFor(at);
        var (low, high) = (Slice(0, cut, owner), Slice(cut, _count, owner));
        right = high;
        if (at <= cut)
            low.Insert(at, rank, item);
        else
            high.Insert(at - cut, rank, item);
        return low;
    }

    public override Tree<TKey, TItem, TOrder>? Remove(TKey key, ulong rank, object owner)
    {
        var at = IndexOf(key, rank);
        if (at < 0)
            return this;
        if (_count == 1)
            return null;
        var rest = Editable(owner);
        Delete(rest._ranks, _count, at);
        Delete(rest._items, rest._count--, at);
        return rest;
    }

    private TreeLeaf<TKey, TItem, TOrder> Insert(int at, ulong rank, TItem item)
    {
        Insert(ref _ranks, _count, at, rank);
        Insert(ref _items, _count++, at, item);
        return this;
    }

    private TreeLeaf<TKey, TItem, TOrder> Editable(object owner) => ReferenceEquals(owner, Owner) ? this : Slice(0, _count, owner);

    private TreeLeaf<TKey, TItem, TOrder> Slice(int from, int to, object owner) => new(_ranks[from..to], _items[from..to], owner);

    /// <summary>The place of a key, or the complement of the place where it would go.</summary>
    private int IndexOf(TKey key, ulong rank)
    {
        var (low, high) = (0, _count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = rank.CompareTo(_ranks[middle]);
            if (order == 0)
                order = Order.Compare(key, Order.KeyOf(_items[middle]));
            if (order == 0)
                return middle;
            if (order > 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return ~low;
    }
}
