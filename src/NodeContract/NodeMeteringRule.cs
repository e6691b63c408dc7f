using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>Which packets are counted.</summary>
/// <param name="IsIngress">In by the gateway; otherwise out by it.</param>
/// <param name="IsExcluded">What matches is not counted, whatever other rules of the label say.</param>
/// <param name="Source">Null: any. As the router sees it inside: after translation of what comes in, before that of what goes out.</param>
/// <param name="Destination">Null: any; as <paramref name="Source"/>.</param>
public sealed record NodeMeteringRule(bool IsIngress, bool IsExcluded, IpPrefix? Source, IpPrefix? Destination);
