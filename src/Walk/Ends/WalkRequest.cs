using Naru.Agent.Namespaces;
using Naru.Primitives;
using Naru.Walk.Told;

namespace Naru.Walk.Ends;

/// <summary>What is asked: which packet, from where to where.</summary>
/// <param name="Source">The name or id of an instance or port, a fixed or floating IP, or any address outside.</param>
/// <param name="Destination">The same; or <c>dhcp</c> or <c>metadata</c>, the services of the source's network.</param>
public sealed record WalkRequest(string Source, string Destination, Traffic Traffic)
{
    /// <summary>Another address to send from than the source's own; null: its own.</summary>
    public IpAddress? SpoofedSource { get; init; }

    /// <summary>Which of its gateways a router takes that has several, by its place, as far as that is known.</summary>
    public IReadOnlyDictionary<string, HopPlan> Ways { get; init; } = new Dictionary<string, HopPlan>();
}
