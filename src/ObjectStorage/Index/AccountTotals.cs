namespace Naru.ObjectStorage.Index;

/// <summary>What an account holds.</summary>
internal readonly record struct AccountTotals(long Containers, long Objects, long Bytes);
