namespace Naru.Lab.Topology;

/// <summary>A network with one IPv4 subnet, and one of IPv6 where that is asked for.</summary>
public sealed record NetworkPlan(string Name, string Cidr)
{
    /// <summary>Makes it a flat external network on this physical network; null is a project's own.</summary>
    public string? PhysicalNetwork { get; init; }

    public string? Gateway { get; init; }

    public (string First, string Last)? Pool { get; init; }

    /// <summary>The block of the IPv6 subnet.</summary>
    public string? Cidr6 { get; init; }

    /// <summary>Null: nobody there is told of it.</summary>
    public string? Ipv6Mode { get; init; }

    public string? Gateway6 { get; init; }

    public string SubnetName => $"{Name}-subnet";
}
