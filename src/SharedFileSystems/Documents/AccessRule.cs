using Naru.Primitives;
using Naru.State;

namespace Naru.SharedFileSystems.Documents;

/// <summary>Who may mount a share, or a snapshot of one.</summary>
public sealed record AccessRule : IDocument
{
    public const string ReadWrite = "rw";
    public const string ReadOnly = "ro";
    public const string Queued = "queued_to_apply";
    public const string Active = "active";
    public const string Denying = "queued_to_deny";
    public const string Failed = "error";

    public required string Id { get; init; }

    /// <summary>A share or a snapshot.</summary>
    public required string OwnerId { get; init; }

    public required string Type { get; init; }

    /// <summary>An address or a prefix, or a user of Ceph.</summary>
    public required string To { get; init; }

    /// <summary>The secret with which such a user proves who it is; null until it has one, and for addresses.</summary>
    public string? Key { get; init; }

    public required string Level { get; init; }

    public required string State { get; init; }

    public EquatableList<NameValue> Metadata { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}
