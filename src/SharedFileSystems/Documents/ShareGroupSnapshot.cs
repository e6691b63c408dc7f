using Naru.Primitives;
using Naru.State;

namespace Naru.SharedFileSystems.Documents;

/// <summary>All shares of a group as they were.</summary>
public sealed record ShareGroupSnapshot : IDocument
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public string? UserId { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public required string Status { get; init; }

    public required string GroupId { get; init; }

    public EquatableList<GroupSnapshotMember> Members { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
