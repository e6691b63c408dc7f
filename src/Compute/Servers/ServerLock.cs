namespace Naru.Compute.Servers;

/// <summary>Why an instance may not be changed.</summary>
/// <param name="IsByAdmin">Its owner may not take it away.</param>
public sealed record ServerLock(string? Reason, bool IsByAdmin);
