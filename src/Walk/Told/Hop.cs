using Naru.Primitives;

namespace Naru.Walk.Told;

/// <summary>One step of the way: a packet comes into a place by one device and leaves it by another.</summary>
/// <param name="Number">From 1, in each direction anew.</param>
/// <param name="Host">The host of the cloud; empty outside.</param>
/// <param name="Place">The bridge, namespace or instance: <c>br-int</c>, <c>qrouter-…</c>.</param>
/// <param name="From">The device by which the packet comes in; empty where it begins.</param>
/// <param name="To">The device by which it leaves; empty where it ends.</param>
/// <param name="Decisions">What was looked up, in order.</param>
/// <param name="Before">The headers as it comes in.</param>
/// <param name="After">The headers as it leaves; those that it died with where it ends.</param>
/// <param name="Object">Whose place it is: the port, the router, the network.</param>
public sealed record Hop(
    int Number,
    string Host,
    HopKind Kind,
    string Place,
    string From,
    string To,
    EquatableList<Decision> Decisions,
    Headers? Before,
    Headers? After,
    ApiObject? Object)
{
    /// <summary>What the data plane itself said of this hop, when it was asked.</summary>
    public EquatableList<string> Observed { get; init; }

    /// <summary>Where the data plane does something else than what was computed; null where it does the same, or was not asked.</summary>
    public string? Drift { get; init; }
}
