using Naru.State;

namespace Naru.BlockStorage.Documents;

/// <summary>Why something that was accepted did not come about.</summary>
public sealed record UserMessage : IDocument
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public required string RequestId { get; init; }

    /// <summary>Such as <c>VOLUME</c>.</summary>
    public required string ResourceType { get; init; }

    public required string ResourceId { get; init; }

    public required string EventId { get; init; }

    public required string Text { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset Until { get; init; }
}
