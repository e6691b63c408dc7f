namespace Naru.State;

/// <summary>How much history a journal keeps. What is pruned cannot be read as of any more; documents are never pruned.</summary>
public sealed record JournalRetention
{
    public static readonly JournalRetention Default = new();

    /// <summary>The newest commits that are kept.</summary>
    public long Commits { get; init; } = 1_000_000;

    /// <summary>Commits older than this are dropped; null keeps them.</summary>
    public TimeSpan? Age { get; init; }
}
