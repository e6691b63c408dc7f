using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>A message from a node. The first one of a stream has <see cref="Hello"/>.</summary>
/// <param name="AppliedRevision">The data plane agrees with the view up to this revision; 0 while it never did.</param>
/// <param name="Observations">What changed since the last report.</param>
public sealed record NodeReport(NodeHello? Hello, long AppliedRevision, EquatableList<Observation> Observations)
{
    /// <summary>The counters that have moved since the last report.</summary>
    public EquatableList<NodeMeter> Meters { get; init; }

    /// <summary>The instances that are not as they were at the last report.</summary>
    public EquatableList<NodeInstanceState> Instances { get; init; }

    /// <summary>All ways to other hosts' tunnels, when one of them is not as it was; empty: no news.</summary>
    public EquatableList<NodeTunnel> Tunnels { get; init; }

    /// <summary>Answers to what the server asked.</summary>
    public EquatableList<NodeAnswer> Answers { get; init; }
}
