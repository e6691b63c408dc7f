namespace Naru.State;

/// <summary>Index entries by the hash of their key; entries of the same hash are one item.</summary>
internal readonly struct HashOrder<TKey, TContent> : ITreeOrder<int, IndexEntry<TKey, TContent>> where TContent : class
{
    public int KeyOf(IndexEntry<TKey, TContent> item) => item.Hash;

    public ulong RankOf(int key) => (uint)key;

    public int Compare(int left, int right) => 0;
}
