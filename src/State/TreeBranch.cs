namespace Naru.State;

internal sealed class TreeBranch<TKey, TItem, TOrder> : Tree<TKey, TItem, TOrder>
    where TItem : class
    where TOrder : struct, ITreeOrder<TKey, TItem>
{
    // An entry is the low key of a child and the child; the first low key is never looked at from inside.
    private ulong[] _ranks;
    private TKey[] _keys;
    private Tree<TKey, TItem, TOrder>[] _children;
    private int _count;
    private int _size;

    public TreeBranch(Tree<TKey, TItem, TOrder> left, Tree<TKey, TItem, TOrder> right, object owner)
        : this([Order.RankOf(left.LowKey), Order.RankOf(right.LowKey)], [left.LowKey, right.LowKey], [left, right], owner)
    {
    }

    private TreeBranch(ulong[] ranks, TKey[] keys, Tree<TKey, TItem, TOrder>[] children, object owner)
        : base(owner)
    {
        (_ranks, _keys, _children, _count) = (ranks, keys, children, ranks.Length);
        foreach (var child in children)
            _size += child.Size;
    }

    public override int Size => _size;

    public override TKey LowKey => _keys[0];

    public ReadOnlySpan<Tree<TKey, TItem, TOrder>> Children => _children.AsSpan(0, _count);

    public override TItem? Find(TKey key, ulong rank) => _children[IndexFor(key, rank)].Find(key, rank);

    public override int CountBelow(TKey key, ulong rank)
    {
        var at = IndexFor(key, rank);
        var below = _children[at].CountBelow(key, rank);
        for (var i = 0; i < at; i++)
            below += _children[i].Size;
        return below;
    }

    public override Tree<TKey, TItem, TOrder> Put(TKey key, ulong rank, TItem item, object owner, out Tree<TKey, TItem, TOrder>? right)
    {
        right = null;
        var at = IndexFor(key, rank);
        var sizeBefore = _children[at].Size;
        var left = _children[at].Put(key, rank, item, owner, out var added);
        var branch = Editable(owner);
        branch._children[at] = left;
        branch._size += left.Size - sizeBefore;
        return added is null ? branch : branch.Add(at + 1, added, owner, out right);
    }

    public override Tree<TKey, TItem, TOrder>? Remove(TKey key, ulong rank, object owner)
    {
        var at = IndexFor(key, rank);
        var sizeBefore = _children[at].Size;
        var rest = _children[at].Remove(key, rank, owner);
        if (rest?.Size == sizeBefore)
            return this;
        var branch = Editable(owner);
        branch._size--;
        if (rest is not null)
        {
            branch._children[at] = rest;
            return branch;
        }
        Delete(branch._ranks, branch._count, at);
        Delete(branch._keys, branch._count, at);
        Delete(branch._children, branch._count--, at);
        return branch._count == 1 ? branch._children[0] : branch;
    }

    /// <summary>Takes in the right half of a child that was split, and splits itself if it is full.</summary>
    private TreeBranch<TKey, TItem, TOrder> Add(
        int at, Tree<TKey, TItem, TOrder> child, object owner, out Tree<TKey, TItem, TOrder>? right)
    {
        right = null;
        if (_count < MaxEntries)
            return Insert(at, child);

        var cut = CutFor(at);
        var (low, high) = (Slice(0, cut, owner), Slice(cut, _count, owner));
        right = high;
        if (at <= cut)
            low.Insert(at, child);
        else
            high.Insert(at - cut, child);
        return low;
    }

    private TreeBranch<TKey, TItem, TOrder> Insert(int at, Tree<TKey, TItem, TOrder> child)
    {
        Insert(ref _ranks, _count, at, Order.RankOf(child.LowKey));
        Insert(ref _keys, _count, at, child.LowKey);
        Insert(ref _children, _count++, at, child);
        _size += child.Size;
        return this;
    }

    private TreeBranch<TKey, TItem, TOrder> Editable(object owner) => ReferenceEquals(owner, Owner) ? this : Slice(0, _count, owner);

    private TreeBranch<TKey, TItem, TOrder> Slice(int from, int to, object owner) =>
        new(_ranks[from..to], _keys[from..to], _children[from..to], owner);

    /// <summary>The last child whose low key is not above the key; the first one takes all that is lower.</summary>
    private int IndexFor(TKey key, ulong rank)
    {
        var (low, high) = (1, _count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = rank.CompareTo(_ranks[middle]);
            if (order == 0)
                order = Order.Compare(key, _keys[middle]);
            if (order >= 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return low - 1;
    }
}
