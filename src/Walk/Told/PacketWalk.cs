using Naru.Primitives;

namespace Naru.Walk.Told;

/// <summary>The way of a packet and of its answer, hop by hop.</summary>
/// <param name="Revision">The revision of the state that it was computed from.</param>
/// <param name="Back">Empty when the packet does not arrive.</param>
/// <param name="Drop">Null when both arrive.</param>
public sealed record PacketWalk(
    long Revision,
    WalkEnd Source,
    WalkEnd Destination,
    Traffic Traffic,
    EquatableList<Hop> Forward,
    EquatableList<Hop> Back,
    Drop? Drop,
    EquatableList<Notice> Notices)
{
    /// <summary>The routers on the way that have several gateways for it; mostly none.</summary>
    public EquatableList<Spread> Spreads { get; init; }

    public Verdict Verdict => Drop switch
    {
        null => Verdict.Answered,
        { OnWayBack: true } => Verdict.Unanswered,
        _ => Verdict.Dropped,
    };
}
