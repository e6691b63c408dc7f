using Naru.Primitives;
using Naru.Rest;

namespace Naru.Network.SubnetPools;

/// <summary>Address space from which subnets get their blocks.</summary>
public sealed record SubnetPool : StandardResource
{
    public string Name { get; init; } = "";

    /// <summary>The blocks of the pool, merged where they touch, in ascending order.</summary>
    public EquatableList<IpPrefix> Prefixes { get; init; }

    /// <summary>4 or 6; follows from the prefixes.</summary>
    public int IpVersion { get; init; }

    /// <summary>Prefix length of a subnet that asks for none; zero in a request: the smallest length.</summary>
    public int DefaultPrefixLength { get; init; }

    public int MinPrefixLength { get; init; }

    public int MaxPrefixLength { get; init; }

    /// <summary>How much of the pool a project may take: in addresses for IPv4, in /64 blocks for IPv6. Null: all.</summary>
    public long? DefaultQuota { get; init; }

    public string? AddressScopeId { get; init; }

    public bool Shared { get; init; }

    /// <summary>The pool of subnets that ask for the default one.</summary>
    public bool IsDefault { get; init; }
}
