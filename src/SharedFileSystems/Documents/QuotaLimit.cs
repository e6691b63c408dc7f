namespace Naru.SharedFileSystems.Documents;

/// <param name="Limit">-1: there is none.</param>
public sealed record QuotaLimit(string Name, int Limit);
