namespace Naru.ObjectStorage.Index;

/// <summary>A range of names in the order of their UTF-8 bytes, and in which direction it is read.</summary>
/// <param name="Low">The least name, null: no bound.</param>
/// <param name="IncludesLow">Whether <paramref name="Low"/> itself is in it.</param>
/// <param name="High">The first name beyond it, null: no bound.</param>
/// <param name="IncludesHigh">Whether <paramref name="High"/> itself is in it.</param>
internal readonly record struct NameRange(string? Low, bool IncludesLow, string? High, bool IncludesHigh, bool Descending)
{
    private const string Last = "\U0010FFFF";

    /// <summary>The names that begin with a prefix.</summary>
    public static NameRange Below(string prefix) => new(prefix, true, Beyond(prefix), false, Descending: false);

    /// <summary>A name that is after all that begin with a prefix.</summary>
    public static string Beyond(string prefix) => prefix + Last;
}
