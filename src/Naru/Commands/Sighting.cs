using Naru.Walk.Told;

namespace Naru.Commands;

/// <summary>A device of a hop, and when a packet was seen there; null: it was not.</summary>
internal sealed record Sighting(Hop Hop, string Device, TimeSpan? Time);
