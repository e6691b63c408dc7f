namespace Naru.State;

/// <summary>Documents in the ordinal order of their ids.</summary>
internal readonly struct IdOrder<T> : ITreeOrder<string, T> where T : class, IDocument
{
    public string KeyOf(T item) => item.Id;

    /// <summary>The first eight characters, a byte each. What does not fit a byte ranks as the highest and is left to the whole key.</summary>
    public ulong RankOf(string key)
    {
        var rank = 0UL;
        for (var i = 0; i < 8; i++)
        {
            var next = i < key.Length ? key[i] : '\0';
            if (next >= 0xff)
                return (rank << 8 | 0xff) << (8 * (7 - i)) | ((1UL << (8 * (7 - i))) - 1);
            rank = rank << 8 | next;
        }
        return rank;
    }

    public int Compare(string left, string right) => string.CompareOrdinal(left, right);
}
