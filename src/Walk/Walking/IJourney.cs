using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>Takes a packet from station to station until it arrives or ends.</summary>
internal interface IJourney
{
    IReadOnlyList<Hop> Hops { get; }

    /// <summary>Why it ended; null: it arrived.</summary>
    Obstacle? Obstacle { get; }

    /// <summary>Where it arrived, and how it looked there.</summary>
    (Station Station, FlowFields Packet)? Arrival { get; }

    void Go(Station start, FlowFields packet);
}
