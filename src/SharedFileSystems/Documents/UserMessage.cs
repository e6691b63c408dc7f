using Naru.State;

namespace Naru.SharedFileSystems.Documents;

/// <summary>What a user is told about something that failed after the request was answered.</summary>
public sealed record UserMessage : IDocument
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public required string ResourceType { get; init; }

    public required string ResourceId { get; init; }

    public required string ActionId { get; init; }

    public required string DetailId { get; init; }

    public string? RequestId { get; init; }

    /// <summary>What exactly it was.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}
