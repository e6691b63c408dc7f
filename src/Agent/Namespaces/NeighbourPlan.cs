using Naru.Primitives;

namespace Naru.Agent.Namespaces;

/// <summary>A neighbour that a namespace shall know without asking.</summary>
public sealed record NeighbourPlan(string Device, IpAddress Address, MacAddress Mac)
{
    public override string ToString() => $"{Address} dev {Device} lladdr {Mac}";
}
