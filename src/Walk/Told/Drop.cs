using Naru.Primitives;

namespace Naru.Walk.Told;

/// <summary>Where and why a packet ends before it has arrived.</summary>
/// <param name="OnWayBack">It is the answer that does not arrive.</param>
/// <param name="Hop">The number of the hop, in its direction.</param>
/// <param name="Details">What <see cref="Reason"/> is about, in the order in which the sentences name it.</param>
/// <param name="Object">The object that would have to be changed, if there is one.</param>
/// <param name="Changes">The smallest changes that would let it pass; none where the API cannot help.</param>
public sealed record Drop(
    DropReason Reason, bool OnWayBack, int Hop, EquatableList<string> Details, ApiObject? Object, EquatableList<ApiChange> Changes);
