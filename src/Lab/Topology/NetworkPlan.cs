namespace Naru.Lab.Topology;

/// <summary>A network with one IPv4 subnet.</summary>
public sealed record NetworkPlan(string Name, string Cidr)
{
    /// <summary>Makes it a flat external network on this physical network; null is a project's own.</summary>
    public string? PhysicalNetwork { get; init; }

    public string? Gateway { get; init; }

    public (string First, string Last)? Pool { get; init; }

    public string SubnetName => $"{Name}-subnet";
}
