using Naru.Primitives;

namespace Naru.Walk.Told;

/// <summary>One of the ways of a <see cref="Spread"/>, and how a walk by it ends.</summary>
/// <param name="IsShown">The hops of the walk are those of this way.</param>
public sealed record SpreadWay(IpAddress Gateway, string Device, Verdict Verdict, bool IsShown);
