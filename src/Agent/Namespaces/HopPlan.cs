using Naru.Primitives;

namespace Naru.Agent.Namespaces;

/// <summary>One of several ways that a route has.</summary>
public sealed record HopPlan(IpAddress Gateway, string Device)
{
    public override string ToString() => $"nexthop via {Gateway} dev {Device}";
}
