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

    public EquatableList<NameValue> Metadata { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}
