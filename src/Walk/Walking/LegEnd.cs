using System.Collections.Immutable;
using Naru.Network.Ports;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>Where a frame came out of a network, or did not.</summary>
/// <param name="Port">Whose device it reached; null otherwise.</param>
/// <param name="IsOutside">It left by a physical network.</param>
/// <param name="Dropped">Why it goes no further; null where it arrived.</param>
internal sealed record LegEnd(ImmutableList<Hop> Hops, FlowFields Packet, Port? Port, bool IsOutside, LegDrop? Dropped);

/// <summary>Why a frame ends within a network.</summary>
/// <param name="Reason">As far as the place tells.</param>
/// <param name="Detail">The flow or rule.</param>
internal sealed record LegDrop(DropReason Reason, string Detail);
