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

    /// <summary>It goes when the snapshots of its shares are gone.</summary>
    public bool IsDeleting { get; init; }

    /// <summary>All snapshots of its shares were taken, or one failed; the status is an administrator's from then on.</summary>
    public bool IsSettled { get; init; }
}
