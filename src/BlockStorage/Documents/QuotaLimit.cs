namespace Naru.BlockStorage.Documents;

/// <param name="Value">-1: no limit.</param>
public sealed record QuotaLimit(string Resource, long Value);
