using Naru.Primitives;
using Naru.State;

namespace Naru.SharedFileSystems.Documents;

/// <summary>Where a project wants its share servers: subnets, and the services that know its users.</summary>
public sealed record ShareNetwork : IDocument
{
    public const string Active = "active";

    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public required string Status { get; init; }

    public EquatableList<string> SecurityServices { get; init; }

    public EquatableList<ShareNetworkSubnet> Subnets { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public ShareNetworkSubnet? DefaultSubnet => Subnets.Items.FirstOrDefault(subnet => subnet.AvailabilityZone is null);
}
