namespace Naru.State;

/// <summary>The items of a ranked index in the order of their keys.</summary>
internal readonly struct RankedOrder<T, TKey> : ITreeOrder<TKey, RankedItem<T, TKey>> where TKey : IComparable<TKey>
{
    public TKey KeyOf(RankedItem<T, TKey> item) => item.Key;

    public ulong RankOf(TKey key) => 0; // Nothing is known about the key but how it compares.

    public int Compare(TKey left, TKey right) => left.CompareTo(right);
}
