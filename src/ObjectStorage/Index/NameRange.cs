namespace Naru.ObjectStorage.Index;

/// <summary>A range of names in the order of their UTF-8 bytes, and in which direction it is read.</summary>
/// <param name="Low">The least name, null: no bound.</param>
/// <param name="IncludesLow">Whether <paramref name="Low"/> itself is in it.</param>
/// <param name="High">The first name beyond it, null: no bound.</param>
/// <param name="IncludesHigh">Whether <paramref name="High"/> itself is in it.</param>
internal readonly record struct NameRange(string? Low, bool IncludesLow, string? High, bool IncludesHigh, bool Descending);
