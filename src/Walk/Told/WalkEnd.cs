using Naru.Primitives;

namespace Naru.Walk.Told;

/// <summary>Where a walk begins or ends.</summary>
/// <param name="Asked">The words in which it was named.</param>
/// <param name="Address">The IP address that is written on the packet when it leaves or is meant to arrive.</param>
/// <param name="Port">The port that it belongs to; null outside.</param>
/// <param name="Host">The host the port is bound to; empty outside.</param>
public sealed record WalkEnd(string Asked, IpAddress Address, ApiObject? Port, string Host);
