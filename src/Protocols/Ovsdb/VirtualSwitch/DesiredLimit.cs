namespace Naru.Protocols.Ovsdb.VirtualSwitch;

/// <summary>The most that a port may send to what is plugged into it: a queue of type <c>linux-htb</c>.</summary>
/// <param name="MaxRate">In bit/s.</param>
/// <param name="Burst">In bit; null leaves it to the switch.</param>
public sealed record DesiredLimit(long MaxRate, long? Burst = null);
