using Naru.State;

namespace Naru.SharedFileSystems.Documents;

/// <summary>A share that its project offers to whoever knows the key.</summary>
public sealed record ShareTransfer : IDocument
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public required string ShareId { get; init; }

    public required string SourceProjectId { get; init; }

    /// <summary>The SHA-256 of the key, in hex.</summary>
    public required string KeyHash { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}
