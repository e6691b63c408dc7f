using Naru.Primitives;
using Naru.State;

namespace Naru.SharedFileSystems.Documents;

/// <summary>Shares that are snapshotted together.</summary>
public sealed record ShareGroup : IDocument
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public string? UserId { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public required string Status { get; init; }

    public required string GroupTypeId { get; init; }

    /// <summary>The types that its shares may have.</summary>
    public EquatableList<string> TypeIds { get; init; }

    public string? SourceSnapshotId { get; init; }

    public string? ShareNetworkId { get; init; }

    public string? AvailabilityZone { get; init; }

    public string? Host { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
