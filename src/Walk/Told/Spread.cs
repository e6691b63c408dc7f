using Naru.Primitives;

namespace Naru.Walk.Told;

/// <summary>A router on the way that spreads flows over several gateways.</summary>
/// <remarks>
/// Which of them a flow takes its kernel decides, by a hash with a secret that it drew when it started; with OVN the switch of the host. So each way is walked; the hops
/// are those of the one that is shown: the one that was chosen where the host was asked, otherwise the first of those that end worst.
/// </remarks>
/// <param name="Place">Its namespace, or with OVN the logical router.</param>
/// <param name="Device">The device by which the packet came; empty where the router itself sends it.</param>
/// <param name="Flow">What it is decided by.</param>
public sealed record Spread(string Host, string Place, string Device, SpreadFlow Flow, ApiObject? Object, EquatableList<SpreadWay> Ways)
{
    /// <summary>The device that the kernel chose, when it was asked; null otherwise.</summary>
    public string? Chosen { get; init; }
}
