namespace Naru.Lab.Cloud;

/// <summary>An instance as the Compute API shows it.</summary>
/// <param name="Fault">Why it is in ERROR; empty: it is not.</param>
public sealed record CloudInstance(string Id, string Name, string Status, string Host, string Fault);
