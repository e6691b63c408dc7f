namespace Naru.State;

/// <summary>
/// A persistent B+ tree: a change copies the nodes on its path and shares all others. Null is the empty tree.
/// </summary>
/// <remarks>
/// A change names its owner. Nodes that the same owner made before are changed in place, so that a transaction copies a node once.
/// Whoever hands a tree out stops using its owner. Nodes are not merged when they get small, only dropped when empty: state grows
/// again where it shrank.
/// </remarks>
internal abstract class Tree<TKey, TItem, TOrder>(object owner)
    where TItem : class
    where TOrder : struct, ITreeOrder<TKey, TItem>
{
    /// <summary>Small enough that copying a path is cheap, large enough that a hundred thousand items are five steps deep.</summary>
    protected const int MaxEntries = 16;

    protected static TOrder Order => default;

    /// <summary>The number of items.</summary>
    public abstract int Size { get; }

    /// <summary>A key that is not above any in this tree, nor below any left of it.</summary>
    public abstract TKey LowKey { get; }

    protected object Owner { get; } = owner;

    public static TItem? Find(Tree<TKey, TItem, TOrder>? root, TKey key) => root?.Find(key, Order.RankOf(key));

    /// <summary>Adds the item, or replaces the one of the same key.</summary>
    public static Tree<TKey, TItem, TOrder> Put(Tree<TKey, TItem, TOrder>? root, TItem item, object owner)
    {
        if (root is null)
            return new TreeLeaf<TKey, TItem, TOrder>(item, owner);
        var key = Order.KeyOf(item);
        var left = root.Put(key, Order.RankOf(key), item, owner, out var right);
        return right is null ? left : new TreeBranch<TKey, TItem, TOrder>(left, right, owner);
    }

    public static Tree<TKey, TItem, TOrder>? Remove(Tree<TKey, TItem, TOrder>? root, TKey key, object owner) =>
        root?.Remove(key, Order.RankOf(key), owner);

    /// <summary>How many keys are smaller.</summary>
    public static int CountBelow(Tree<TKey, TItem, TOrder>? root, TKey key) => root?.CountBelow(key, Order.RankOf(key)) ?? 0;

    public abstract TItem? Find(TKey key, ulong rank);

    public abstract int CountBelow(TKey key, ulong rank);

    /// <summary>Answers what stands in this node's place; a node that had to be split has a right half, too.</summary>
    public abstract Tree<TKey, TItem, TOrder> Put(TKey key, ulong rank, TItem item, object owner, out Tree<TKey, TItem, TOrder>? right);

    /// <summary>Answers what stands in this node's place: itself when the key is not there, null when nothing is left.</summary>
    public abstract Tree<TKey, TItem, TOrder>? Remove(TKey key, ulong rank, object owner);

    /// <summary>Makes room for one more entry in an array that only its owner uses.</summary>
    protected static void Insert<TEntry>(ref TEntry[] entries, int count, int at, TEntry entry)
    {
        if (count == entries.Length)
            Array.Resize(ref entries, Math.Min(count * 2, MaxEntries));
        Array.Copy(entries, at, entries, at + 1, count - at);
        entries[at] = entry;
    }

    protected static void Delete<TEntry>(TEntry[] entries, int count, int at)
    {
        Array.Copy(entries, at + 1, entries, at, count - at - 1);
        entries[count - 1] = default!; // Beyond the count nothing is read; a document must not be kept alive there.
    }

    /// <summary>Where to cut a full node: in the middle, or before what is appended, since ascending keys would leave half of every node empty.</summary>
    protected static int CutFor(int insertion) => insertion == MaxEntries ? MaxEntries - 1 : MaxEntries / 2;
}
