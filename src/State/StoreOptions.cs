namespace Naru.State;

/// <summary>Sizes of a <see cref="Store"/>; the defaults suit a cloud of some hundred hosts.</summary>
public sealed record StoreOptions
{
    public static readonly StoreOptions Default = new();

    /// <summary>Writes that may wait for the writer; the next caller waits until there is room.</summary>
    public int QueueLength { get; init; } = 4096;

    /// <summary>The most commits that are made durable together.</summary>
    public int GroupSize { get; init; } = 512;

    /// <summary>Null: what a write's own function decides is what happens.</summary>
    public IWriteGuard? Guard { get; init; }

    /// <summary>Commits that are kept in memory for watchers; one that falls further behind must start again from the current snapshot.</summary>
    /// <remarks>Each keeps its snapshot's own nodes alive: about 2 KiB for every index of a changed table.</remarks>
    public int RetainedCommits { get; init; } = 1024;
}
