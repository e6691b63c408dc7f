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

    /// <summary>By which device a router sends that has several gateways, by its namespace, as far as that is known.</summary>
    public IReadOnlyDictionary<string, string> Ways { get; init; } = new Dictionary<string, string>();
}
