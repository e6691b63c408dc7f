namespace Naru.State;

/// <summary>How the items of a tree are ordered: by rank, a number that is quick to compare, and where that is equal by the whole key.</summary>
internal interface ITreeOrder<TKey, in TItem>
{
    TKey KeyOf(TItem item);

    ulong RankOf(TKey key);

    /// <summary>Orders two keys of the same rank.</summary>
    int Compare(TKey left, TKey right);
}
