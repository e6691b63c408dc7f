using Naru.State;

namespace Naru.Compute.Actions;

/// <summary>Something that was asked of an instance, and how it went.</summary>
public sealed record ServerAction : IDocument
{
    public string Id { get; init; } = "";

    public string ServerId { get; init; } = "";

    /// <summary>What was done, such as <c>reboot</c>.</summary>
    public string Name { get; init; } = "";

    public string RequestId { get; init; } = "";

    public string UserId { get; init; } = "";

    public string ProjectId { get; init; } = "";

    public string Host { get; init; } = "";

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Null: it is going on.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed; null: it did not.</summary>
    public string? Message { get; init; }
}
