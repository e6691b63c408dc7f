namespace Naru.HostNetwork.Checking;

/// <summary>Something on a host that gets in the way of the agent.</summary>
/// <param name="Fix">What mends it and nothing else; null: somebody has to decide.</param>
public sealed record HostFinding(string Topic, string Found, string Consequence, HostChange? Fix);
