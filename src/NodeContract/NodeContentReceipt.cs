namespace Naru.NodeContract;

/// <summary>The octets that a host brought are safe.</summary>
public sealed record NodeContentReceipt(long Octets);
