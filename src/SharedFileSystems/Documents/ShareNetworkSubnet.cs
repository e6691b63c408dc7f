using Naru.Primitives;

namespace Naru.SharedFileSystems.Documents;

/// <summary>A subnet that share servers of a share network are reached in.</summary>
public sealed record ShareNetworkSubnet
{
    public required string Id { get; init; }

    /// <summary>Null: the one of every availability zone that has none of its own.</summary>
    public string? AvailabilityZone { get; init; }

    public string? NetworkId { get; init; }

    public string? SubnetId { get; init; }

    /// <summary>Such as <c>vxlan</c>; this and what follows are known once a share server was in it.</summary>
    public string? NetworkType { get; init; }

    public long? SegmentationId { get; init; }

    public string? Cidr { get; init; }

    public string? Gateway { get; init; }

    /// <summary>In octets; 0: not known.</summary>
    public int Mtu { get; init; }

    public EquatableList<NameValue> Metadata { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}
