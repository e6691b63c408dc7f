namespace Naru.State;

/// <summary>A key of a ranked index and the document that has it.</summary>
internal sealed record RankedItem<T, TKey>(TKey Key, T Document);
