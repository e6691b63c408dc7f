namespace Naru.Compute.Quotas;

/// <summary>How much of something is allowed; -1: any.</summary>
public sealed record QuotaLimit(string Name, int Limit);
